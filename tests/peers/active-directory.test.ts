import { Attribute, Change, type Client } from "ldapts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contextOf, idsOf } from "@/lib/connectors/kit/contract-subject";
import { describeContract } from "@/lib/connectors/kit/contract-suite";
import { replace } from "@/lib/connectors/ldap/fixture";
import { type ActiveDirectorySubject, givenActiveDirectory, personOf } from "@/tests/support/given-active-directory";
import { readChangesBy, readPeopleBy, readWhile } from "@/tests/support/read-people";

let started: ActiveDirectorySubject | undefined;
const directory = (): ActiveDirectorySubject => {
  if (!started) throw new Error("The domain controller did not start.");
  return started;
};

beforeAll(async () => {
  started = await givenActiveDirectory();
});
afterAll(async () => started?.provider.stop());

// The domain controller outlives the suite, for the tests below.
describeContract("ldap", async () => ({ ...directory(), provider: { ...directory().provider, stop: () => Promise.resolve() } }), "socket");

describe("the connector \"ldap\" with Active Directory", () => {
  const add = (client: Client, name: string, attributes: Record<string, string>): Promise<void> => {
    const { employeeType: _, ...person } = personOf(0);
    return client.add(`CN=${name},OU=Others,${directory().top}`, { ...person, sAMAccountName: name, userPrincipalName: `${name}@acme.test`, mail: `${name}@acme.test`, ...attributes });
  };
  const others = (): object => ({ baseDn: `OU=Others,${directory().top}` });

  beforeAll(async () => {
    await directory().asAdministrator((client) => client.add(`OU=Others,${directory().top}`, { objectClass: "organizationalUnit" }));
  });

  test("passes nobody over who changes, and finds who is created, while the list is read", async () => {
    const { asAdministrator, dnOf, ids } = directory();
    const touch = (indexes: readonly number[], title: string) =>
      asAdministrator(async (client) => {
        for (const index of indexes) await client.modify(dnOf(index), replace("title", [title]));
      });
    const pages = await readWhile(directory(), async (page) => {
      // Some who were read, some who were not yet, each time others.
      await touch([page, 500 + page, 1_000 + page, 1_099 - page], `after page ${String(page)}`);
      if (page === 1) await touch(Array.from({ length: 40 }, (_, index) => 700 + index), "moved to the end");
    });
    const seen = new Set(idsOf(pages));
    expect(ids.filter((id) => !seen.has(id))).toEqual([]);
    expect(pages.at(-1)?.total).toBe(ids.length);
  });

  test("reads each flag of an account: disabled, expired, locked out, must change password", async () => {
    const { asAdministrator, top } = directory();
    await asAdministrator(async (client) => {
      await client.modify(top, replace("lockoutThreshold", ["2"]));
      await add(client, "Fine", { accountExpires: "9223372036854775807" });
      await add(client, "Disabled", { userAccountControl: "546" });
      await add(client, "Expired", { accountExpires: "130000000000000000" });
      await add(client, "Leaving", { accountExpires: String((BigInt(Date.UTC(2099, 0, 1)) + 11_644_473_600_000n) * 10_000n) });
      await add(client, "Fresh", { pwdLastSet: "0" });
      await add(client, "Locked", {});
    });
    for (let attempt = 0; attempt < 3; attempt += 1)
      await asAdministrator((client) => client.bind("Locked@acme.test", "wrong")).catch(() => undefined);
    const people = await readPeopleBy(directory(), "cn", others());
    expect(Object.fromEntries([...people].map(([name, { rawStatus, status, profile }]) => [name, [rawStatus, status, profile.endDate]]))).toEqual({
      Fine: ["enabled", "ACTIVE", undefined],
      Disabled: ["disabled", "SUSPENDED", undefined],
      Expired: ["expired", "DEPROVISIONED", "2012-12-14"],
      Leaving: ["enabled", "ACTIVE", "2098-12-31"],
      Fresh: ["must change password", "ACTIVE", undefined],
      Locked: ["locked out", "ACTIVE", undefined],
    });
  });

  test("writes an id as Active Directory itself writes it, and keeps it over a rename and a move", async () => {
    const { asAdministrator, top } = directory();
    await asAdministrator((client) => add(client, "Before", {}));
    const before = (await readPeopleBy(directory(), "cn", others())).get("Before");
    const { searchEntries } = await asAdministrator((client) => client.search(`<GUID=${before?.externalId ?? ""}>`, { scope: "base", attributes: ["cn"] }));
    expect(searchEntries[0]?.["cn"]).toBe("Before");
    await asAdministrator(async (client) => {
      await client.add(`OU=Moved,OU=Others,${top}`, { objectClass: "organizationalUnit" });
      await client.modifyDN(`CN=Before,OU=Others,${top}`, `CN=After,OU=Moved,OU=Others,${top}`);
    });
    const after = (await readPeopleBy(directory(), "cn", others())).get("After");
    expect(after?.externalId).toBe(before?.externalId);
  });

  test("reads only what changed, and tells who was deleted by the id that the person had", async () => {
    const { asAdministrator, dnOf, ids } = directory();
    const { watermark: start } = await readChangesBy(directory(), "cn", (await directory().connector.changes?.list(contextOf(directory()), undefined))?.watermark);
    const gone = (await readPeopleBy(directory(), "cn")).get("Person 42");
    await asAdministrator(async (client) => {
      await client.modify(dnOf(39), replace("title", ["Changed"]));
      await client.del(dnOf(42));
      // Deleted outside the base DN: never was one of ours.
      await add(client, "Stranger", {});
      await client.del(`CN=Stranger,OU=Others,${directory().top}`);
    });
    const { changed, watermark } = await readChangesBy(directory(), "objectGUID", start);
    expect([...changed.values()].map(({ externalId, status, profile }) => [externalId, status, profile.title])).toEqual(
      expect.arrayContaining([
        [expect.any(String), "ACTIVE", "Changed"],
        [gone?.externalId, "DEPROVISIONED", undefined],
      ]),
    );
    expect(changed.size).toBe(2);
    expect((await readChangesBy(directory(), "cn", watermark)).changed.size).toBe(0);
    expect(await directory().connector.getAccount?.(contextOf(directory()), gone?.externalId ?? "")).toBeUndefined();
    expect(ids).toContain(gone?.externalId);
  });

  test("reads everybody again where another domain controller gave the watermark, and refuses its cursor", async () => {
    const { connector, ids } = directory();
    const own = (await connector.changes?.list(contextOf(directory()), undefined))?.watermark ?? "";
    const foreign = own.replace("CN=DC1,", "CN=DC2,");
    expect(foreign).not.toBe(own);
    const { changed } = await readChangesBy(directory(), "cn", foreign);
    expect(changed.size).toBeGreaterThanOrEqual(ids.length - 1);
    const first = await connector.listAccounts(contextOf(directory()));
    await expect(connector.listAccounts(contextOf(directory()), first.nextCursor?.replace("CN=DC1,", "CN=DC2,"))).rejects.toMatchObject({
      kind: "SOURCE_UNAVAILABLE",
      message: expect.stringContaining("Another domain controller") as unknown,
    });
  });

  test("finds the e-mail address of a manager who is outside the base DN", async () => {
    const { asAdministrator, top, dnOf } = directory();
    await asAdministrator(async (client) => {
      await client.add(`CN=Chief \\, the\\+ (1),CN=Users,${top}`, { ...personOf(0), sAMAccountName: "chief", userPrincipalName: "chief@acme.test", mail: "chief@acme.test" });
      await client.modify(dnOf(7), new Change({ operation: "replace", modification: new Attribute({ type: "manager", values: [`CN=Chief \\, the\\+ (1),CN=Users,${top}`] }) }));
      await client.modify(dnOf(8), replace("manager", [dnOf(7)]));
    });
    const people = await readPeopleBy(directory(), "cn");
    expect(people.get("Person 7")?.profile.manager).toBe("chief@acme.test");
    expect(people.get("Person 8")?.profile.manager).toBe("p7@acme.test");
  });

  test("takes the accounts that Windows made for itself for services", async () => {
    const people = await readPeopleBy(directory(), "sAMAccountName", { baseDn: `CN=Users,${directory().top}` });
    expect(["Administrator", "Guest", "krbtgt"].map((name) => people.get(name)?.kind)).toEqual(["SERVICE", "SERVICE", "SERVICE"]);
  });

  test("reads with an ordinary account, and says in a check how many there are", async () => {
    const { connector } = directory();
    const password = "R3ader-Passw0rd";
    await directory().asAdministrator(async (client) => {
      await client.add(`CN=reader,CN=Users,${directory().top}`, { objectClass: "user", sAMAccountName: "reader", userPrincipalName: "reader@acme.test" });
      await client.modify(`CN=reader,CN=Users,${directory().top}`, new Change({ operation: "replace", modification: new Attribute({ type: "unicodePwd", values: [Buffer.from(`"${password}"`, "utf16le")] }) }));
      await client.modify(`CN=reader,CN=Users,${directory().top}`, replace("userAccountControl", ["512"]));
    });
    const own = { ...directory(), config: { ...(directory().config as object), ...others(), bindName: "reader@acme.test" }, secrets: { bindPassword: password } };
    const { summary, warnings, byStatus } = await connector.check(contextOf(own));
    expect(summary).toMatch(/Active Directory; it lists \d people, 1 of them disabled/);
    expect(byStatus).toEqual({ SUSPENDED: 1 });
    expect(warnings).toEqual([]);
  });

  test("sends no password to a server whose certificate it cannot trust", async () => {
    const { connector, certificate } = directory();
    const untrusted = { ...directory(), config: { ...(directory().config as object), caCertificate: undefined } };
    await expect(connector.check(contextOf(untrusted))).rejects.toMatchObject({ kind: "CONFIG_INVALID", message: expect.stringContaining("certificate") as unknown });
    expect(certificate).toContain("BEGIN CERTIFICATE");
  });
});
