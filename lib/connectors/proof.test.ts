import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startFakeBambooHr } from "@/demo/fake-bamboohr";
import { startFakeOkta } from "@/demo/fake-okta";
import type { FakeProvider } from "@/demo/fake-provider";
import { startFakeScim } from "@/demo/fake-scim";
import type { Fault } from "@/demo/faults";
import { syntheticPeople } from "@/demo/synthetic-people";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { connect } from "@/lib/connectors/kit/connect";
import { checkPage, rememberCursors, startWalk } from "@/lib/connectors/kit/walk-guard";
import { findConnector } from "@/lib/connectors/registry";
import { decideCompleteness } from "@/lib/core/sync/completeness";

const TOKEN = "s3cret-token";
const ATTEMPTS_MAX = 5;
const SOURCES = {
  okta: { start: (options: Parameters<typeof startFakeOkta>[0]) => startFakeOkta({ ...options, requestsPerMinute: 1_000_000 }), status: "ACTIVE", secret: "apiToken", people: 430 },
  bamboohr: { start: startFakeBambooHr, status: "Active", secret: "apiKey", people: 1_130 },
  scim: { start: startFakeScim, status: "true", secret: "token", people: 430 },
} as const;
type Kind = keyof typeof SOURCES;

/** Reads as the runtime does, page after page with its attempts, and gives whom it saw and whether absence is proven. */
async function walk(kind: Kind, provider: FakeProvider): Promise<{ seen: Set<string>; isComplete: boolean }> {
  const connector = findConnector(kind);
  if (!connector) throw new Error(`There is no connector ${kind}.`);
  const config = connector.config.parse({ baseUrl: provider.url });
  const context = connect(connector, { config, secrets: { [SOURCES[kind].secret]: TOKEN } }, { allowPrivateTargets: true });
  const seen = new Set<string>();
  const leadsBack = rememberCursors();
  let progress = startWalk({ pagesMax: 40 });
  let cursor: string | undefined;
  for (let attempts = 0; ; ) {
    try {
      const page = await connector.listAccounts(context, cursor);
      const before = seen.size;
      for (const { externalId } of [...page.accounts, ...page.quarantined]) if (externalId !== undefined) seen.add(externalId);
      const verdict = checkPage(progress, page, { newIds: seen.size - before, leadsBack: leadsBack(cursor, page.nextCursor) });
      if (verdict.failure) throw verdict.failure;
      progress = verdict.progress;
      attempts = 0;
      cursor = page.nextCursor;
      if (cursor === undefined) break;
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      attempts += 1;
      const isPassing = error.kind === "SOURCE_UNAVAILABLE" || error.kind === "RATE_LIMITED";
      if (!isPassing || attempts >= ATTEMPTS_MAX) return { seen, isComplete: false };
    }
  }
  const verdict = decideCompleteness({ mode: "COMPLETE", state: "READ", seen: seen.size, total: progress.lastTotal ?? null, doubt: progress.incompleteBecause ?? null });
  return { seen, isComplete: verdict.isComplete };
}

const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.constantFrom<Fault["kind"] & ("html" | "cutBody" | "emptyPage" | "repeatedCursor" | "shrinkingTotal" | "duplicateIds" | "recordWithoutId" | "unknownStatus")>(
    "html", "cutBody", "emptyPage", "repeatedCursor", "shrinkingTotal", "duplicateIds", "recordWithoutId", "unknownStatus",
  ).map((kind) => ({ kind })),
  fc.constantFrom(401, 403, 404, 429, 500, 503, 204).map((status) => ({ kind: "status" as const, status })),
);
const faults = fc.array(
  fc.record({ fault, atPage: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }), times: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }) }),
  { minLength: 1, maxLength: 4 },
);

/** What once slipped through: a count that is too small all along, and a broken answer where the next page is asked for. */
const found: { fault: Fault; atPage: number | undefined; times: number | undefined }[][] = [204, 404].map((status) => [
  { fault: { kind: "status", status }, atPage: 3, times: undefined },
  { fault: { kind: "shrinkingTotal" }, atPage: undefined, times: undefined },
]);

describe.each(Object.keys(SOURCES) as Kind[])("whatever %s does wrong", (kind) => {
  let provider: FakeProvider | undefined;
  beforeAll(async () => {
    const { start, status, people } = SOURCES[kind];
    const population = syntheticPeople(people, "proof");
    const listed = Array.from({ length: people }, (_, index) => ({ ...population.at(index), id: String(100_000 + index), status }));
    provider = await start({ port: 0, people: listed, token: TOKEN });
  });
  afterAll(async () => provider?.stop());

  test("a walk that counts as complete has seen everybody the source has", async () => {
    if (!provider) throw new Error("The provider did not start.");
    const started = provider;
    const everybody = started.people().map(({ id }) => id);
    expect((await walk(kind, started)).isComplete).toBe(true);
    await fc.assert(
      fc.asyncProperty(faults, async (planned) => {
        started.heal();
        for (const { fault: wrong, ...timing } of planned) started.failWith(wrong, timing);
        const { seen, isComplete } = await walk(kind, started);
        if (isComplete) expect(everybody.filter((id) => !seen.has(id))).toEqual([]);
      }),
      { numRuns: 60, interruptAfterTimeLimit: 15_000, examples: found.map((example) => [example]) },
    );
  }, 60_000);
});
