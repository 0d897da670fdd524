import { afterEach, describe, expect, test } from "vitest";
import { startFakeOkta } from "@/demo/fake-okta";
import type { FakeProvider } from "@/demo/fake-provider";
import { startFakeScim } from "@/demo/fake-scim";
import type { SourcePerson } from "@/demo/sources";
import { inOrganization } from "@/lib/db/in-organization";
import { insertIntegration } from "@/lib/db/integrations";
import { storeSecrets } from "@/lib/use-cases/integrations/integration-secrets";
import { givenPolicy } from "../../support/engine";
import { runSync } from "../../support/run-sync";
import { type ConnectedSource, givenConnectedSource, givenPeople, seeAccounts, seeQuarantined } from "./given-source";

const TOKEN = "s3cret-token";
const providers: FakeProvider[] = [];

afterEach(async () => {
  await Promise.all(providers.splice(0).map((provider) => provider.stop()));
});

interface RecordSource extends ConnectedSource {
  readonly provider: FakeProvider;
}

async function givenScim(people: readonly SourcePerson[]): Promise<RecordSource> {
  const provider = await startFakeScim({ port: 0, people, token: TOKEN });
  providers.push(provider);
  return { ...(await givenConnectedSource({ connector: "scim", config: { baseUrl: provider.url }, secrets: { token: TOKEN } })), provider };
}

const person = (id: string, rest: Partial<SourcePerson>): SourcePerson => ({ key: id, id, status: "true", email: `${id}@acme.test`, givenName: "Given", familyName: "Family", ...rest });
const statusOf = async (source: RecordSource, email: string | undefined): Promise<string | undefined> => (await source.users()).find((user) => user.email === email)?.status;

describe("a status word that nobody knows", () => {
  test("leaves an existing User as before, starts a new one as STAGED, and shows the word", async () => {
    const [first, second] = givenPeople(2, "true");
    const source = await givenScim([first, second].filter((given) => given !== undefined));
    await source.sync();
    source.provider.setStatus(first?.id ?? "", "sabbatical");
    source.provider.add(person("new", { status: "sabbatical" }));
    expect(await source.sync()).toMatchObject({ state: "succeeded", counts: { statusChanged: 0, usersCreated: 1 } });
    expect([await statusOf(source, first?.email), await statusOf(source, "new@acme.test")]).toEqual(["ACTIVE", "STAGED"]);
    const words = (await seeAccounts(source.organizationId)).filter(({ status }) => status === "UNKNOWN").map(({ rawStatus }) => rawStatus);
    expect(words).toEqual(["active:sabbatical", "active:sabbatical"]);
  });

  test("never makes a SUSPENDED person ACTIVE", async () => {
    const [first] = givenPeople(1, "true");
    const source = await givenScim([first, person("left", { status: "false" })].filter((given) => given !== undefined));
    await source.sync();
    expect(await statusOf(source, "left@acme.test")).toBe("INACTIVE");
    source.provider.setStatus("left", "active-ish");
    await source.sync();
    expect(await statusOf(source, "left@acme.test")).toBe("INACTIVE");
  });
});

describe("a record without an id", () => {
  test("is kept aside in words, stops nobody else, and makes absence unprovable", async () => {
    const source = await givenScim(givenPeople(20, "true"));
    await source.sync();
    source.provider.failWith({ kind: "recordWithoutId" });
    for (const _ of ["once", "and again"]) {
      expect(await source.sync()).toMatchObject({
        state: "succeeded",
        counts: { quarantined: 1, missing: 0, accessLost: 0 },
        progress: { sources: [{ isComplete: false, incompleteBecause: "A record without a usable id could not be told apart from the others." }] },
      });
    }
    expect((await seeQuarantined(source.organizationId))[0]).toBe(
      'A record without a usable id could not be read. Its "id" is missing or not an id. Correct it in the source; it counts as present until then.',
    );
    expect((await source.users()).filter(({ status }) => status === "ACTIVE")).toHaveLength(20);
  });
});

describe("an e-mail address with spaces or capitals", () => {
  test("finds the one person it belongs to, in every source", async () => {
    const tidy = givenPeople(3, "true");
    const source = await givenScim(tidy);
    const untidy = tidy.map(({ employeeNumber: _, ...rest }, index) => ({ ...rest, id: `00u${String(index)}`, status: "ACTIVE", email: ` ${rest.email.toUpperCase()}\t` }));
    const okta = await startFakeOkta({ port: 0, people: untidy, token: TOKEN });
    providers.push(okta);
    const { organizationId, integrationId } = source;
    const oktaId = await inOrganization(organizationId, async (scope) => {
      const id = await insertIntegration(scope, { connector: "okta", name: "Okta", config: { baseUrl: okta.url } });
      await storeSecrets(scope, id, { apiToken: TOKEN });
      return id;
    });
    await givenPolicy(organizationId, [oktaId, integrationId]);
    expect(await runSync(organizationId, { integrationIds: [oktaId, integrationId] })).toMatchObject({ state: "succeeded", counts: { usersCreated: 3 } });
    expect((await source.users()).map(({ email, accounts }) => ({ email, accounts }))).toEqual(tidy.map(({ email }) => ({ email, accounts: 2 })));
  });
});

describe("names that try the limits", () => {
  test("of 5,000 characters, from right to left and with NUL are stored, shown and stable", async () => {
    const source = await givenScim([
      person("long", { givenName: "é".repeat(5_000), familyName: "Long" }),
      person("arabic", { givenName: "ليلى", familyName: "المنصوري" }),
      person("marks", { givenName: "\u202eecilA\u202c", familyName: "\u2066Admin\u2069" }),
      person("nul", { givenName: "Ma\u0000ya", familyName: "Oka\u0000for" }),
      person("half", { givenName: "Half\ud83d", familyName: "Character" }),
    ]);
    expect(await source.sync()).toMatchObject({ state: "succeeded", counts: { usersCreated: 5, quarantined: 0 } });
    expect((await source.users()).map(({ email, name }) => [email, name])).toEqual([
      ["arabic@acme.test", "ليلى المنصوري"],
      ["half@acme.test", "Half\ufffd Character"],
      ["long@acme.test", `${"é".repeat(1_000)} Long`],
      ["marks@acme.test", "ecilA Admin"],
      ["nul@acme.test", "Maya Okafor"],
    ]);
    expect(await source.sync()).toMatchObject({ state: "succeeded", counts: { usersChanged: 0 } });
  });
});
