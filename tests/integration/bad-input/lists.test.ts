import { afterEach, describe, expect, test } from "vitest";
import { startFakeBambooHr } from "@/demo/fake-bamboohr";
import { startFakeOkta } from "@/demo/fake-okta";
import type { FakeProvider } from "@/demo/fake-provider";
import { startFakeScim } from "@/demo/fake-scim";
import type { Fault } from "@/demo/faults";
import { type ConnectedSource, givenConnectedSource, givenPeople, seeAccounts } from "./given-source";

const TOKEN = "s3cret-token";
// More than one page of each: Okta and SCIM give 200, BambooHR 500.
const PEOPLE = 530;
let provider: FakeProvider | undefined;

afterEach(async () => provider?.stop());

const SOURCES = {
  // A thousand pages at half of Okta's real limit would take minutes.
  okta: { start: (options: Parameters<typeof startFakeOkta>[0]) => startFakeOkta({ ...options, requestsPerMinute: 1_000_000 }), status: "ACTIVE", secret: "apiToken" },
  bamboohr: { start: startFakeBambooHr, status: "Active", secret: "apiKey" },
  scim: { start: startFakeScim, status: "true", secret: "token" },
} as const;
type Kind = keyof typeof SOURCES;

interface ListedSource extends ConnectedSource {
  readonly provider: FakeProvider;
}

async function givenListed(kind: Kind): Promise<ListedSource> {
  const { start, status, secret } = SOURCES[kind];
  const people = givenPeople(PEOPLE, status).map((person, index) => (kind === "bamboohr" ? { ...person, id: String(index + 1) } : person));
  const started = await start({ port: 0, people, token: TOKEN });
  provider = started;
  return { ...(await givenConnectedSource({ connector: kind, config: { baseUrl: started.url }, secrets: { [secret]: TOKEN } })), provider: started };
}

/** Synced once, and then somebody left, whom only a complete walk may remove. */
async function givenSynced(kind: Kind): Promise<ListedSource> {
  const source = await givenListed(kind);
  expect(await source.sync()).toMatchObject({ state: "succeeded", counts: { usersCreated: PEOPLE } });
  const last = source.provider.people().at(-1);
  source.provider.remove(last?.id ?? "");
  return source;
}

async function expectNobodyRemoved(source: ListedSource): Promise<void> {
  const accounts = await seeAccounts(source.organizationId);
  expect(accounts).toHaveLength(PEOPLE);
  expect(accounts.filter(({ isMissing, missingWalks }) => isMissing || missingWalks > 0)).toEqual([]);
  expect((await source.users()).filter(({ status }) => status !== "ACTIVE")).toEqual([]);
}

describe("an empty page with a next link", () => {
  test.each<Kind>(["okta", "bamboohr"])("in the middle of %s's list is not its end", async (kind) => {
    const source = await givenListed(kind);
    source.provider.failWith({ kind: "emptyPage" }, { atPage: 2, times: 1 });
    expect(await source.sync()).toMatchObject({ state: "succeeded", counts: { usersCreated: PEOPLE }, progress: { sources: [{ isComplete: true }] } });
  });

  test.each<Kind>(["okta", "bamboohr"])("that comes for ever ends %s's walk as a failure, and removes nobody", async (kind) => {
    const source = await givenSynced(kind);
    source.provider.failWith({ kind: "emptyPage" }, { atPage: 1 });
    const run = await source.sync();
    expect(run).toMatchObject({ state: "failed", error: { kind: "UNEXPECTED_RESPONSE" }, counts: { missing: 0 } });
    // Each empty page has another cursor, so no circle is seen.
    expect(run.error?.message).toContain("1000 pages in a row on which nobody stands, and its list did not end.");
    await expectNobodyRemoved(source);
  });

  test("that SCIM has no word for reads as an end that its own count refutes, so nobody is removed", async () => {
    const source = await givenSynced("scim");
    source.provider.failWith({ kind: "emptyPage" }, { atPage: 2 });
    for (const _ of ["once", "and again"]) {
      expect(await source.sync()).toMatchObject({
        state: "succeeded",
        counts: { missing: 0, accessLost: 0 },
        progress: { sources: [{ isComplete: false, incompleteBecause: `The source counts ${String(PEOPLE - 1)} people and listed 200.` }] },
      });
    }
    await expectNobodyRemoved(source);
  });
});

describe("a cursor that leads back", () => {
  test.each<Kind>(["okta", "bamboohr", "scim"])("fails %s's walk instead of ending or repeating it, and removes nobody", async (kind) => {
    const source = await givenSynced(kind);
    source.provider.failWith({ kind: "repeatedCursor" }, { atPage: 2 });
    for (const _ of ["once", "and again"]) {
      const run = await source.sync();
      expect(run).toMatchObject({ state: "failed", error: { kind: "UNEXPECTED_RESPONSE", source: "Directory" }, counts: { missing: 0, accessLost: 0 } });
      expect(run.error?.message).toContain("nobody is removed");
    }
    await expectNobodyRemoved(source);
  });
});

describe("a total that shrinks", () => {
  test.each<Kind>(["bamboohr", "scim"])("while %s is read leaves absence unproven, and tells the Admin why", async (kind) => {
    const source = await givenSynced(kind);
    const whole = PEOPLE - 1;
    source.provider.failWith({ kind: "shrinkingTotal" }, { atPage: 2 });
    for (const _ of ["once", "and again"]) {
      expect(await source.sync()).toMatchObject({
        state: "succeeded",
        counts: { missing: 0, accessLost: 0 },
        progress: { sources: [{ isComplete: false, incompleteBecause: expect.stringContaining(`fell from ${String(whole)} to ${String(Math.floor(whole * 0.9))}`) as unknown }] },
      });
    }
    await expectNobodyRemoved(source);
  });
});

describe("an id that comes twice", () => {
  test.each<Kind>(["okta", "bamboohr", "scim"])("makes one Account and one User of a person whom %s lists twice", async (kind) => {
    const source = await givenListed(kind);
    source.provider.failWith({ kind: "duplicateIds" }, { atPage: 1 });
    expect(await source.sync()).toMatchObject({ state: "succeeded", counts: { usersCreated: PEOPLE } });
    expect(await seeAccounts(source.organizationId)).toHaveLength(PEOPLE);
    expect(await source.users()).toHaveLength(PEOPLE);
  });
});

describe("an empty list", () => {
  test.each<[Kind, Fault]>([
    ["okta", { kind: "status", status: 200, body: "[]" }],
    ["bamboohr", { kind: "status", status: 200, body: '{"data":[],"meta":{"total":0,"page":{"nextCursor":null}}}' }],
    ["scim", { kind: "status", status: 200, body: '{"totalResults":0,"Resources":[]}' }],
  ])("from %s proves nothing: nobody is removed however often it comes", async (kind, fault) => {
    const source = await givenSynced(kind);
    source.provider.failWith(fault);
    for (const _ of ["once", "and again"]) {
      expect(await source.sync()).toMatchObject({
        state: "succeeded",
        counts: { missing: 0, accessLost: 0 },
        progress: { sources: [{ isComplete: false, incompleteBecause: "The source listed nobody, which proves nothing." }] },
      });
    }
    await expectNobodyRemoved(source);
  });
});
