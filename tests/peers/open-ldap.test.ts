import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startFaultLine } from "@/demo/fault-line";
import { connect } from "@/lib/connectors/kit/connect";
import { contextOf, idsOf, walkSubject } from "@/lib/connectors/kit/contract-subject";
import { type OpenLdapSubject, replace, startOpenLdap } from "@/lib/connectors/ldap/fixture";
import { readChangesBy, readPeopleBy, readWhile } from "@/tests/support/read-people";

let started: OpenLdapSubject | undefined;
const directory = (): OpenLdapSubject => {
  if (!started) throw new Error("The directory did not start.");
  return started;
};
const withConfig = (config: object): OpenLdapSubject => ({ ...directory(), config: { ...(directory().config as object), ...config } });
const person = (uid: string, more: Record<string, string> = {}) => ({ objectClass: "inetOrgPerson", uid, cn: uid, sn: uid, mail: `${uid}@acme.test`, ...more });

beforeAll(async () => {
  started = await startOpenLdap(2_100);
});
afterAll(async () => started?.provider.stop());

describe("the connector \"ldap\" with OpenLDAP", () => {
  test("passes nobody over who changes, and says that somebody is missing who is deleted, while the list is read", async () => {
    const { asAdministrator, dnOf, ids, suffix } = directory();
    const pages = await readWhile(directory(), (page) =>
      asAdministrator(async (client) => {
        for (const index of [page, 600 + page, 2_000 + page]) await client.modify(dnOf(index), replace("title", [`after page ${String(page)}`]));
        await client.modifyDN(dnOf(1_900 + page), `uid=renamed${String(page)},ou=people,${suffix}`);
        await client.add(`uid=new${String(page)},ou=people,${suffix}`, person(`new${String(page)}`));
      }),
    );
    const seen = new Set(idsOf(pages));
    expect(ids.filter((id) => !seen.has(id))).toEqual([]);
    await asAdministrator(async (client) => {
      for (let page = 1; page <= pages.length; page += 1) {
        await client.del(`uid=new${String(page)},ou=people,${suffix}`);
        await client.modifyDN(`uid=renamed${String(page)},ou=people,${suffix}`, dnOf(1_900 + page));
      }
    });
  });

  test("goes on where the connection was cut and the server was away", async () => {
    const { provider, ids } = directory();
    const first = await directory().connector.listAccounts(contextOf(directory()));
    await provider.breakConnection?.("unreachable");
    await expect(directory().connector.listAccounts(contextOf(directory()), first.nextCursor)).rejects.toMatchObject({ kind: "SOURCE_UNAVAILABLE" });
    await provider.heal();
    const rest = await walkSubject(directory(), first.nextCursor);
    expect(idsOf([first, ...rest.pages])).toEqual([...ids].sort());
  });

  test("reads over StartTLS, and sends no password where the server has none", async () => {
    const plain = { encryption: "StartTLS", port: String(directory().plainPort) };
    expect((await directory().connector.check(contextOf(withConfig(plain)))).total).toBe(2_100);
    const untrusted = withConfig({ ...plain, caCertificate: undefined });
    await expect(directory().connector.check(contextOf(untrusted))).rejects.toMatchObject({ kind: "CONFIG_INVALID", message: expect.stringContaining("certificate") as unknown });
    const clear = withConfig({ encryption: "StartTLS", port: String(directory().tlsPort) });
    await expect(directory().connector.check(contextOf(clear))).rejects.toMatchObject({ kind: "SOURCE_UNAVAILABLE" });
  });

  test("holds the certificate against the name that was typed, not against the address behind it", async () => {
    // By the name, which may lead to an address of IPv6.
    const line = await startFaultLine({ host: "127.0.0.1", port: directory().tlsPort }, "localhost");
    const named = withConfig({ host: "localhost", port: String(line.port) });
    expect((await directory().connector.check(contextOf(named)).finally(line.stop)).total).toBe(2_100);
    // The same server, under an address that its certificate does not have.
    const other = withConfig({ host: "0.0.0.0" });
    await expect(directory().connector.check(contextOf(other))).rejects.toMatchObject({ kind: "CONFIG_INVALID", message: expect.stringContaining("certificate") as unknown });
  });

  test("asks for smaller pages where the server allows no larger ones", async () => {
    const { setLimits } = directory();
    await setLimits("* size.soft=100 size.hard=100 size.pr=150 size.prtotal=unlimited");
    expect((await directory().connector.check(contextOf(directory()))).total).toBe(2_100);
    await setLimits("* size.soft=100 size.hard=100 size.pr=150 size.prtotal=1000");
    await expect(walkSubject(directory())).rejects.toMatchObject({ kind: "SCOPE_MISSING", message: expect.stringContaining("only a part") as unknown });
    await setLimits("* size.soft=500 size.hard=500 size.pr=1000 size.prtotal=unlimited");
  });

  test("tells a lock that an administrator set from one that ends by itself", async () => {
    const { asAdministrator, suffix } = directory();
    await asAdministrator(async (client) => {
      await client.add(`ou=locks,${suffix}`, { objectClass: "organizationalUnit", ou: "locks" });
      await client.add(`uid=free,ou=locks,${suffix}`, person("free"));
      await client.add(`uid=locked,ou=locks,${suffix}`, person("locked", { pwdAccountLockedTime: "20260101000000Z" }));
      await client.add(`uid=forgood,ou=locks,${suffix}`, person("forgood", { pwdAccountLockedTime: "000001010000Z" }));
      await client.add(`uid=leaving,ou=locks,${suffix}`, { ...person("leaving", { uidNumber: "1", gidNumber: "1", homeDirectory: "/", shadowExpire: "20454" }), objectClass: ["inetOrgPerson", "posixAccount", "shadowAccount"] });
    });
    const people = await readPeopleBy(directory(), "uid", { baseDn: `ou=locks,${suffix}` });
    expect(Object.fromEntries([...people].map(([uid, { rawStatus, status, profile }]) => [uid, [rawStatus, status, profile.endDate]]))).toEqual({
      free: ["listed", "ACTIVE", undefined],
      locked: ["locked out", "ACTIVE", undefined],
      forgood: ["locked by an administrator", "SUSPENDED", undefined],
      leaving: ["listed", "ACTIVE", "2025-12-31"],
    });
  });

  test("keeps the id over a rename, finds managers anywhere in the tree, and reads what an Admin named", async () => {
    const { asAdministrator, suffix } = directory();
    await asAdministrator(async (client) => {
      await client.add(`ou=board,${suffix}`, { objectClass: "organizationalUnit", ou: "board" });
      await client.add(`uid=chief,ou=board,${suffix}`, person("chief"));
      await client.add(`ou=small,${suffix}`, { objectClass: "organizationalUnit", ou: "small" });
      await client.add(`uid=one,ou=small,${suffix}`, person("one", { manager: `uid=chief, ou=board, ${suffix}`, carLicense: "B-LU 1" }));
    });
    const config = { baseDn: `ou=small,${suffix}`, attributes: "carLicense" };
    const before = (await readPeopleBy(directory(), "mail", config)).get("one@acme.test");
    expect(before).toMatchObject({ profile: { manager: "chief@acme.test" }, raw: { carLicense: "B-LU 1" } });
    await asAdministrator((client) => client.modifyDN(`uid=one,ou=small,${suffix}`, `uid=two,ou=small,${suffix}`));
    const after = (await readPeopleBy(directory(), "mail", config)).get("one@acme.test");
    expect(after?.externalId).toBe(before?.externalId);
  });

  test("lists as changed whoever changed since, also within the second of the watermark", async () => {
    const { asAdministrator, dnOf, connector } = directory();
    const start = (await connector.changes?.list(contextOf(directory()), undefined))?.watermark;
    await asAdministrator((client) => client.modify(dnOf(99), replace("title", ["Changed"])));
    const { changed } = await readChangesBy(directory(), "uid", start);
    expect(changed.get("p99")?.profile.title).toBe("Changed");
    await asAdministrator((client) => client.modify(dnOf(99), replace("title", ["Changed again"])));
    const again = await readChangesBy(directory(), "uid", start);
    expect(again.changed.get("p99")?.profile.title).toBe("Changed again");
  });

  test("asks for nobody else by an id that is a filter", async () => {
    const { connector } = directory();
    for (const id of ["*", "*)(uid=*", "00000000-0000-4000-8000-000000000000)(uid=*"]) expect(await connector.getAccount?.(contextOf(directory()), id)).toBeUndefined();
  });

  test("proves nothing where a part of the tree is held by another server", async () => {
    const { asAdministrator, suffix } = directory();
    await asAdministrator(async (client) => {
      await client.add(`ou=divided,${suffix}`, { objectClass: "organizationalUnit", ou: "divided" });
      await client.add(`uid=here,ou=divided,${suffix}`, person("here"));
      await client.add(`ou=elsewhere,ou=divided,${suffix}`, { objectClass: ["referral", "extensibleObject"], ou: "elsewhere", ref: "ldap://elsewhere.acme.test/ou=elsewhere" });
    });
    const { progress, pages } = await walkSubject(withConfig({ baseDn: `ou=divided,${suffix}` }));
    expect(idsOf(pages)).toHaveLength(1);
    expect(progress.incompleteBecause).toContain("ldap://elsewhere.acme.test");
  });

  test("tells a base DN that is not there, and settings that would sign in as nobody", async () => {
    const { connector, suffix } = directory();
    await expect(connector.check(contextOf(withConfig({ baseDn: `ou=nowhere,${suffix}` })))).rejects.toMatchObject({ kind: "CONFIG_INVALID", message: expect.stringContaining("base DN") as unknown });
    expect(connector.secrets.safeParse({ bindPassword: "" }).success).toBe(false);
    expect(connector.config.safeParse({ host: "dc1.acme.com", baseDn: "dc=x", bindName: "cn=y", filter: "(unbalanced" }).success).toBe(false);
  });

  test("stops at once when the run is stopped", async () => {
    const { connector, provider, config, secrets } = directory();
    await provider.breakConnection?.("silent");
    const stopping = new AbortController();
    const context = connect(connector, { config: connector.config.parse(config), secrets }, { allowPrivateTargets: true, signal: stopping.signal, timeoutMs: 50_000 });
    const reading = connector.listAccounts(context);
    stopping.abort(new Error("the lease was lost"));
    await expect(reading).rejects.toThrow("the lease was lost");
    await provider.heal();
  });
});
