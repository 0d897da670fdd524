import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type ConnectorReads, readsOf } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { testBadRecords, testCircles, testRefusals, testSocketFailures, testTokenRefusals, testWrongCredentials } from "@/lib/connectors/kit/contract-faults";
import { type ContractSubject, contextOf, idsOf, type StartFixture, walkPages, walkSubject } from "@/lib/connectors/kit/contract-subject";
import { decideCompleteness } from "@/lib/core/sync/completeness";
import { findExceededLimits } from "@/lib/core/sync/limits";
import { EMPTY_POLICY } from "@/lib/core/source-of-truth";

/** Registers the tests that every connector has to pass; `start` runs once before them. */
export function describeContract(id: string, start: StartFixture, reads: ConnectorReads): void {
  describe(`the connector "${id}"`, () => {
    let started: ContractSubject | undefined;
    beforeAll(async () => {
      started = await start();
    }, 120_000);
    afterAll(async () => started?.provider?.stop());
    const subject = (): ContractSubject => {
      if (!started) throw new Error("The subject has not started.");
      return started;
    };
    testCatalogue(subject, reads);
    if (reads === "push") {
      testNothingToPull(subject);
      return;
    }
    testWalk(subject);
    testStatuses(subject);
    if (reads === "file") return;
    testBadRecords(subject);
    testLookUps(subject);
    testChanges(subject);
    testHiddenHalf(subject);
    testWrongCredentials(subject);
    if (reads === "socket") {
      testSocketFailures(subject);
      return;
    }
    testCircles(subject);
    testRefusals(subject);
    testTokenRefusals(subject);
  });
}

function testCatalogue(subject: () => ContractSubject, reads: ConnectorReads): void {
  test("describes its form, its status map and its steps for the catalogue", () => {
    const { connector, config: settings } = subject();
    const { manifest, config, secrets } = connector;
    const fields = [config, secrets].flatMap((schema) => Object.values(z.toJSONSchema(schema, { io: "input" }).properties ?? {}));
    for (const field of fields) expect(field).toMatchObject({ title: expect.any(String) as unknown, description: expect.any(String) as unknown });
    expect(new Set(manifest.statusMap.map(({ raw }) => raw)).size).toBe(manifest.statusMap.length);
    expect(manifest.statusMap.some(({ status }) => status === "UNKNOWN")).toBe(false);
    expect(manifest.setupSteps.length).toBeGreaterThan(0);
    const stored = config.parse(settings);
    expect(readsOf(connector, stored)).toBe(reads);
    expect(connector.origin?.(stored) !== undefined).toBe(reads === "http");
  });
}

function testNothingToPull(subject: () => ContractSubject): void {
  test("proves no absence by being asked for its people, since they are sent to us", async () => {
    const walked = await walkSubject(subject()).catch((error: unknown) => error);
    if (walked instanceof ConnectorError) return;
    expect(walked).toMatchObject({ progress: { accounts: 0 } });
    expect(subject().connector.changes).toBeUndefined();
  });
}

function testWalk(subject: () => ContractSubject): void {
  test("gives everybody once over its pages, and its last page has no cursor", async () => {
    const { pages, progress } = await walkSubject(subject());
    if (subject().onePage) expect(pages).toHaveLength(1);
    else expect(pages.length).toBeGreaterThan(2);
    expect(idsOf(pages)).toEqual([...subject().ids].sort());
    expect(pages.map(({ nextCursor }) => nextCursor !== undefined)).toEqual(pages.map((_, index) => index < pages.length - 1));
    expect(progress.incompleteBecause).toBeUndefined();
  });

  test("reads each page once", async () => {
    const { cursors } = await walkSubject(subject());
    expect(new Set(cursors).size).toBe(cursors.length);
  });

  test("gives the same ids again, none of which is an e-mail address", async () => {
    const [first, second] = [await walkSubject(subject()), await walkSubject(subject())];
    expect(idsOf(second.pages)).toEqual(idsOf(first.pages));
    expect(idsOf(first.pages).filter((externalId) => externalId.includes("@"))).toEqual([]);
  });

  test("goes on from any page by its cursor alone", async () => {
    const { pages } = await walkSubject(subject());
    if (subject().onePage) return;
    const rest = await walkSubject(subject(), pages[0]?.nextCursor);
    expect(idsOf([...pages.slice(0, 1), ...rest.pages])).toEqual(idsOf(pages));
  });

  test("checks with the very settings it reads with", async () => {
    const { summary, warnings } = await subject().connector.check(contextOf(subject()));
    expect(summary).not.toBe("");
    expect(warnings).toEqual([]);
  });

  test("keeps everything that the source said of a person, fit to be stored", async () => {
    const { pages } = await walkSubject(subject());
    const raws = pages.flatMap((page) => page.accounts.map(({ raw }) => raw));
    expect(raws.every((raw) => typeof raw === "object" && raw !== null)).toBe(true);
    expect(raws).toEqual(JSON.parse(JSON.stringify(raws)));
  });
}

function testStatuses(subject: () => ContractSubject): void {
  test("knows every status word of its map, and keeps it beside ours", async () => {
    const { pages } = await walkSubject(subject());
    const rules = new Map(subject().connector.manifest.statusMap.map(({ raw, status }) => [raw, status]));
    const accounts = pages.flatMap((page) => page.accounts);
    const met = new Map(accounts.map(({ rawStatus, status }) => [rawStatus, status]));
    expect([...met].map(([raw]) => [raw, rules.get(raw)])).toEqual([...met]);
    expect(met.size).toBeGreaterThan(1);
  });
}

function testLookUps(subject: () => ContractSubject): void {
  test("says that a record is gone only where the source says so, if it can ask for one", async () => {
    const { connector, ids, abilities } = subject();
    expect(connector.getAccount !== undefined).toBe(abilities.includes("look-up"));
    if (connector.getAccount === undefined) return;
    const [id = ""] = ids;
    expect(await connector.getAccount(contextOf(subject()), id)).toMatchObject({ externalId: id });
    expect(await connector.getAccount(contextOf(subject()), "nobody-has-this-id")).toBeUndefined();
    const stranger = contextOf({ ...subject(), secrets: wrongSecretsOf(subject()) });
    await expect(connector.getAccount(stranger, id)).rejects.toMatchObject({ kind: "AUTH_REJECTED" });
  });
}

function testChanges(subject: () => ContractSubject): void {
  test("begins to read changes at a watermark that lists nobody, and goes on from there, if it can", async () => {
    const { changes } = subject().connector;
    expect(changes !== undefined).toBe(subject().abilities.includes("changes"));
    if (changes === undefined) return;
    expect(changes.query).not.toBe("");
    const start = await changes.list(contextOf(subject()), undefined);
    expect(start).toMatchObject({ accounts: [], quarantined: [], watermark: expect.any(String) as unknown });
    expect(start.nextCursor).toBeUndefined();
    expect(await changes.list(contextOf(subject()), start.watermark)).toMatchObject({ quarantined: [], watermark: expect.any(String) as unknown });
  });

  test("proves by its changes that nobody left, whoever is not among them", async () => {
    const { changes } = subject().connector;
    if (changes === undefined) return;
    const { watermark } = await changes.list(contextOf(subject()), undefined);
    const { progress } = await walkPages((cursor) => changes.list(contextOf(subject()), watermark, cursor));
    const verdict = decideCompleteness({ mode: "INCREMENTAL", state: "READ", seen: progress.accounts, total: null, doubt: null });
    expect(verdict.isComplete).toBe(false);
    // A count on a page of changes would be taken for the whole population.
    expect(progress.lastTotal).toBeUndefined();
  });
}

function testHiddenHalf(subject: () => ContractSubject): void {
  test("removes nobody where a scope that was taken away hides half of the people", async () => {
    const { provider, ids } = subject();
    if (provider?.hideHalf === undefined) return;
    await provider.hideHalf();
    const walked = await walkSubject(subject()).catch((error: unknown) => error);
    await provider.heal();
    if (walked instanceof ConnectorError) {
      expect(["SCOPE_MISSING", "AUTH_REJECTED"]).toContain(walked.kind);
      return;
    }
    const { pages, progress } = walked as Awaited<ReturnType<typeof walkSubject>>;
    const seen = new Set(idsOf(pages)).size;
    expect(seen).toBeLessThan(ids.length);
    const verdict = decideCompleteness({ mode: "COMPLETE", state: "READ", seen, total: progress.lastTotal ?? null, doubt: progress.incompleteBecause ?? null });
    // A source that hides people and counts nobody but the rest gives itself away by how many would be lost at once.
    if (verdict.isComplete) expect(exceeded(ids.length, ids.length - seen)).toContain("absence");
  });
}

const exceeded = (activeUsers: number, lostByAbsence: number): string[] =>
  findExceededLimits(
    { activeUsers, users: activeUsers, lostByAbsence, lostExplicitly: 0, created: 0, lately: { lostByAbsence: 0, lostExplicitly: 0, created: 0 }, isFirstSync: false, activeAdmins: 0, activeAdminsAfter: 0 },
    EMPTY_POLICY.limits,
  ).map(({ limit }) => limit);

const wrongSecretsOf = ({ secrets, wrongSecrets }: ContractSubject): Record<string, string> => wrongSecrets ?? Object.fromEntries(Object.keys(secrets).map((field) => [field, "wrong"]));
