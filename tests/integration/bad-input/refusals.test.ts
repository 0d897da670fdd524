import { afterEach, describe, expect, test } from "vitest";
import type { FakeProvider } from "@/demo/fake-provider";
import { startFakeOkta } from "@/demo/fake-okta";
import type { Fault } from "@/demo/faults";
import { inOrganization } from "@/lib/db/in-organization";
import { createIntegration } from "@/lib/use-cases/integrations/create-integration";
import { storeSecrets } from "@/lib/use-cases/integrations/integration-secrets";
import { givenOrganization } from "../../support/given";
import { shortenTimeOuts } from "../../support/short-time-out";
import { type ConnectedSource, givenConnectedSource, givenPeople, seeAccounts, seeIntegration } from "./given-source";

const TOKEN = "00aVeryS3cret_token";
// Two pages of Okta's 200, so that a walk can fail in its middle.
const PEOPLE = 230;
let okta: FakeProvider | undefined;

afterEach(async () => okta?.stop());

interface OktaSource extends ConnectedSource {
  readonly provider: FakeProvider;
}

async function givenOkta(): Promise<OktaSource> {
  const provider = await startFakeOkta({ port: 0, people: givenPeople(PEOPLE, "ACTIVE"), token: TOKEN });
  okta = provider;
  return { ...(await givenConnectedSource({ connector: "okta", config: { baseUrl: provider.url }, secrets: { apiToken: TOKEN } })), provider };
}

/** Synced once, and then one person left the source: whoever trusted a broken walk would remove somebody. */
async function givenSyncedOkta(): Promise<OktaSource> {
  const source = await givenOkta();
  expect(await source.sync()).toMatchObject({ state: "succeeded", counts: { usersCreated: PEOPLE } });
  source.provider.remove(`00u${String(PEOPLE - 1).padStart(6, "0")}`);
  return source;
}

async function expectNobodyRemoved(source: OktaSource): Promise<void> {
  const accounts = await seeAccounts(source.organizationId);
  expect(accounts).toHaveLength(PEOPLE);
  expect(accounts.filter(({ isMissing, missingWalks }) => isMissing || missingWalks > 0)).toEqual([]);
  expect((await source.users()).filter(({ status }) => status !== "ACTIVE")).toEqual([]);
}

test("a complete walk without a person, confirmed by asking for that record, does remove that person, so the tests below can see a removal", async () => {
  const source = await givenSyncedOkta();
  expect(await source.sync()).toMatchObject({ state: "succeeded", counts: { missing: 1, accessLost: 1 } });
  expect((await source.users()).filter(({ status }) => status === "INACTIVE")).toHaveLength(1);
});

interface Refusal {
  readonly input: string;
  readonly fault: Fault;
  readonly kind: string;
  readonly words: string;
  readonly action: string;
  readonly state: "BROKEN" | "CONNECTED";
}

const REFUSALS: readonly Refusal[] = [
  { input: "401", fault: { kind: "status", status: 401 }, kind: "AUTH_REJECTED", words: "rejected the credentials", action: "Reconnect this integration with current credentials.", state: "BROKEN" },
  { input: "403", fault: { kind: "status", status: 403 }, kind: "SCOPE_MISSING", words: "does not let them read people", action: "Grant the right to read users, then sync again.", state: "BROKEN" },
  { input: "404", fault: { kind: "status", status: 404 }, kind: "CONFIG_INVALID", words: "has no list of people at this address", action: "Check the settings of this integration.", state: "BROKEN" },
  { input: "500", fault: { kind: "status", status: 500 }, kind: "SOURCE_UNAVAILABLE", words: "has a problem of its own (500)", action: "Sync again when the source answers.", state: "CONNECTED" },
  { input: "a body cut off", fault: { kind: "cutBody" }, kind: "SOURCE_UNAVAILABLE", words: "the connection broke off", action: "Sync again when the source answers.", state: "CONNECTED" },
  { input: "HTML instead of JSON", fault: { kind: "html" }, kind: "UNEXPECTED_RESPONSE", words: "answered with a web page where JSON was expected", action: "Sync again; if it happens again, contact the source's support.", state: "CONNECTED" },
];

describe.each([{ where: "at once", atPage: 1 }, { where: "in the middle of the list", atPage: 2 }])("a source that answers wrongly $where", ({ atPage }) => {
  test.each(REFUSALS)("with $input fails the run in words and removes nobody", async ({ fault, kind, words, action, state }) => {
    const source = await givenSyncedOkta();
    source.provider.failWith(fault, { atPage });
    for (const _ of ["once", "and again"]) {
      const run = await source.sync();
      expect(run).toMatchObject({ state: "failed", error: { kind, source: "Directory", action }, counts: { missing: 0, accessLost: 0 } });
      expect(run.error?.message).toContain(words);
      expect(JSON.stringify(run)).not.toContain(TOKEN);
    }
    expect(await seeIntegration(source.organizationId, source.integrationId)).toMatchObject({ state, lastErrorKind: kind, lastErrorMessage: expect.stringContaining(words) as unknown });
    await expectNobodyRemoved(source);
  });
});

describe("a source that does not answer in time", () => {
  test("fails the run after a few attempts, says so meanwhile, and removes nobody", async () => {
    const source = await givenSyncedOkta();
    shortenTimeOuts(150);
    source.provider.failWith({ kind: "hang" });
    const run = await source.sync();
    expect(run).toMatchObject({ state: "failed", error: { kind: "SOURCE_UNAVAILABLE", message: expect.stringContaining("did not answer within") as unknown } });
    expect(run.waitsMs).toHaveLength(4);
    expect(run.waitMessages.join("\n")).toContain("Directory did not answer. Trying again in");
    await expectNobodyRemoved(source);
  });

  test.each<Fault>([{ kind: "hang" }, { kind: "status", status: 503 }, { kind: "cutBody" }])("and then does ($kind) is read to its end, each person once", async (fault) => {
    const source = await givenOkta();
    shortenTimeOuts(2_000);
    source.provider.failWith(fault, { atPage: 2, times: 2 });
    const run = await source.sync();
    expect(run).toMatchObject({ state: "succeeded", error: null, counts: { usersCreated: PEOPLE, accountsRead: PEOPLE } });
    expect(run.waitsMs).toHaveLength(2);
    expect(await source.users()).toHaveLength(PEOPLE);
  });
});

describe("what a broken walk did read", () => {
  test("arrives: a suspension on the first page reaches the User although the second failed", async () => {
    const source = await givenSyncedOkta();
    source.provider.setStatus("00u000000", "SUSPENDED");
    source.provider.failWith({ kind: "html" }, { atPage: 2 });
    expect(await source.sync()).toMatchObject({ state: "failed", counts: { accessLost: 1 }, progress: { sources: [{ isComplete: false }] } });
    expect((await source.users()).filter(({ status }) => status === "SUSPENDED")).toHaveLength(1);
  });
});

describe("settings that do not lead to the source", () => {
  test("a token that is wrong since yesterday fails the run, and the integration asks to be reconnected", async () => {
    const source = await givenSyncedOkta();
    await inOrganization(source.organizationId, (scope) => storeSecrets(scope, source.integrationId, { apiToken: "00anotherS3cret" }));
    const run = await source.sync();
    expect(run).toMatchObject({ state: "failed", error: { kind: "AUTH_REJECTED", message: expect.stringContaining("rejected the credentials. Reconnect with current ones.") as unknown } });
    expect(JSON.stringify(run)).not.toContain("00anotherS3cret");
    expect(await seeIntegration(source.organizationId, source.integrationId)).toMatchObject({ state: "BROKEN" });
    await expectNobodyRemoved(source);
  });

  test("a domain that does not exist fails the run and says which", async () => {
    const source = await givenSyncedOkta();
    await source.moveTo({ baseUrl: "http://no-such-okta.invalid" });
    expect(await source.sync()).toMatchObject({ state: "failed", error: { kind: "CONFIG_INVALID", message: "There is no host named no-such-okta.invalid. Check the address in the settings." } });
    await expectNobodyRemoved(source);
  });

  test.each([
    { wrong: "token", change: { secrets: { apiToken: "wrong" } }, code: "provider_rejected", words: "rejected the credentials" },
    { wrong: "domain", change: { config: { baseUrl: "http://no-such-okta.invalid" } }, code: "provider_rejected", words: "There is no host named no-such-okta.invalid" },
    { wrong: "form", change: { config: { baseUrl: "https://" } }, code: "invalid_input", words: "This is not an address" },
  ])("a wrong $wrong is refused when somebody connects it, and nothing is kept", async ({ change, code, words }) => {
    okta = await startFakeOkta({ port: 0, people: [], token: TOKEN });
    const { admin, organizationId } = await givenOrganization();
    const given = { connector: "okta", name: "Okta", config: { baseUrl: okta.url }, secrets: { apiToken: TOKEN }, ...change };
    await expect(createIntegration(admin, given)).rejects.toMatchObject({ code, message: expect.stringContaining(words) as unknown });
    expect(await inOrganization(organizationId, ({ db }) => db.integration.count({ where: { organizationId } }))).toBe(0);
  });
});
