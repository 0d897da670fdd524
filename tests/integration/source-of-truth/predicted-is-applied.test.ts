import fc from "fast-check";
import { expect, it } from "vitest";
import { ACCOUNT_STATUSES, type SourceAccount } from "@/lib/core/accounts";
import { type IntegrationId, type OrganizationId, SyncRunId } from "@/lib/core/ids";
import { FILTER_OPERATORS, ORDERED_FIELDS } from "@/lib/core/source-of-truth";
import { inOrganization } from "@/lib/db/in-organization";
import { listPreviewChanges } from "@/lib/use-cases/source-of-truth/list-preview-changes";
import { previewSourceOfTruth } from "@/lib/use-cases/source-of-truth/preview-source-of-truth";
import { saveSourceOfTruth } from "@/lib/use-cases/source-of-truth/save-source-of-truth";
import { account, givenPolicy, givenSource, runEngine, settle } from "../../support/engine";
import { givenOrganization } from "../../support/given";
import { workOn } from "../../support/run-sync";

const never = new AbortController().signal;
const SOURCES = [0, 1, 2, 3] as const;
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 3 });

const accountOf = fc
  .record({
    who: fc.integer({ min: 0, max: 60 }),
    status: fc.constantFrom(...ACCOUNT_STATUSES),
    byNumber: fc.boolean(),
    kind: fc.constantFrom("HUMAN" as const, "UNKNOWN" as const, "SERVICE" as const),
    givenName: optional(fc.constantFrom("Ada", "Bo", "Cy")),
    title: optional(fc.constantFrom("CSM", "CFO")),
    department: optional(fc.constantFrom("Sales", "Legal", "Contractors")),
    startDate: optional(fc.constantFrom("2020-01-01", "2199-01-01")),
    endDate: optional(fc.constantFrom("2021-01-01", "2199-01-01")),
  })
  .map(({ who, status, byNumber, kind, ...values }): SourceAccount => {
    const key = byNumber ? { employeeNumber: String(who) } : { email: `p${String(who)}@acme.test` };
    const profile = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
    return account(`id-${String(who)}`, { ...key, ...profile }, { status, kind });
  });
const listing = fc.uniqueArray(accountOf, { selector: ({ externalId }) => externalId, minLength: 25, maxLength: 50 });

const condition = fc.record({ field: fc.constantFrom("department", "title", "externalId", "rawStatus"), operator: fc.constantFrom(...FILTER_OPERATORS), value: fc.constantFrom("Sales", "Legal", "CFO", "active", "id-1", "") });
const filter = fc.option(fc.record({ effect: fc.constantFrom("include", "exclude"), match: fc.constantFrom("all", "any"), conditions: fc.array(condition, { minLength: 1, maxLength: 2 }) }), { freq: 1 });
/** Mostly the first, for what is switched off or filtered out shows nothing. */
const mostly = <T>(usual: T, other: T) => fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constant(other) });
const source = (place: number) =>
  fc.record({ place: fc.constant(place), role: mostly("create", "match-only"), status: mostly("may-grant", "may-only-restrict"), isEnabled: mostly(true, false), filter });
const places = fc.shuffledSubarray([...SOURCES]);
const mostPlaces = fc.shuffledSubarray([...SOURCES], { minLength: 2 });

/** A policy over sources by their place in the test, so that it can be made before they are. */
const policyOf = fc.record({
  sources: mostPlaces.chain((some) => fc.tuple(...some.map(source))),
  statusPolicy: fc.constantFrom("first-listed", "most-restrictive"),
  orders: fc.array(fc.record({ field: fc.constantFrom(...ORDERED_FIELDS), places, fallback: fc.boolean(), blank: places }), { maxLength: 3 }),
  words: fc.array(fc.record({ place: fc.constantFrom(...SOURCES), word: fc.constantFrom("active", "SUSPENDED", "unknown"), status: fc.constantFrom(...ACCOUNT_STATUSES) }), { maxLength: 3 }),
  datesDecide: fc.boolean(),
  letsGo: fc.boolean(),
  keys: fc.shuffledSubarray(["employee-number", "email"] as const, { minLength: 1 }),
});
type Drawn = typeof policyOf extends fc.Arbitrary<infer Value> ? Value : never;

function toEdit(drawn: Drawn, ids: readonly IntegrationId[]) {
  const idOf = (place: number): string => ids[place] ?? "";
  return {
    userSources: drawn.sources.map(({ place, ...settings }) => ({ integrationId: idOf(place), ...settings })),
    deactivatesPeopleOf: drawn.letsGo ? ids.filter((_, place) => !drawn.sources.some((listed) => listed.place === place)) : [],
    statusPolicy: drawn.statusPolicy,
    fieldOrders: Object.fromEntries(drawn.orders.map(({ field, places: some, fallback, blank }) => [field, { integrationIds: some.map(idOf), fallback, blankIsEmpty: blank.map(idOf) }])),
    statusMaps: Object.fromEntries(SOURCES.map((place) => [idOf(place), Object.fromEntries(drawn.words.filter((word) => word.place === place).map(({ word, status }) => [word, status]))])),
    datesDecide: drawn.datesDecide,
    matching: { keys: drawn.keys },
  } as Parameters<typeof givenPolicy>[2] & Omit<Parameters<typeof saveSourceOfTruth>[1], "version">;
}

async function given(before: Drawn, lists: readonly SourceAccount[][]) {
  const { organizationId, admin } = await givenOrganization();
  const ids = await Promise.all(SOURCES.map((place) => givenSource(organizationId, `S${String(place)}`)));
  await givenPolicy(organizationId, ids, toEdit(before, ids));
  const run = await runEngine(organizationId, { walks: ids.map((integrationId, place) => ({ integrationId, accounts: lists[place] ?? [] })) });
  if (run.outcome === "held") await settle(organizationId, run.syncRunId, run.digest ?? "");
  return { organizationId, admin, ids };
}

type Line = readonly [kind: string, user: string | null, field: string | null, before: string | null, after: string | null, access: string | null, source: string | null];
const sorted = (lines: readonly Line[]): string[] => lines.map((line) => JSON.stringify(line)).toSorted();

async function appliedLines(organizationId: OrganizationId, syncRunId: string): Promise<string[]> {
  const rows = await inOrganization(organizationId, ({ db }) => db.change.findMany({ where: { organizationId, syncRunId, appliedAt: { not: null } } }));
  const created = new Set(rows.flatMap(({ kind, userId }) => (kind === "CREATE" ? [userId] : [])));
  return sorted(rows.map(({ kind, userId, field, before, after, access, integrationId }) => [kind, created.has(userId) ? null : userId, field, before, after, access, integrationId]));
}

async function predictedLines(admin: Parameters<typeof listPreviewChanges>[0], token: string): Promise<string[]> {
  const lines: Line[] = [];
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await listPreviewChanges(admin, { token, limit: 100, cursor }, never);
    lines.push(...items.map(({ kind, user, field, before, after, access, source: from }): Line => [kind, user.id, field, before, after, access, from?.integrationId ?? null]));
    cursor = nextCursor ?? undefined;
  } while (cursor !== undefined);
  return sorted(lines);
}

it("applies exactly what was predicted, for random populations and random edits of the policy", async () => {
  let changes = 0;
  await fc.assert(
    fc.asyncProperty(policyOf, policyOf, fc.tuple(listing, listing, listing, listing), async (before, after, lists) => {
      const { organizationId, admin, ids } = await given(before, lists);
      const edit = { version: 1, ...toEdit(after, ids) };
      const seen = await previewSourceOfTruth(admin, edit, never);
      const predicted = await predictedLines(admin, seen.token);
      const saved = await saveSourceOfTruth(admin, { ...edit, previewToken: seen.token });
      const run = await workOn(organizationId, SyncRunId.parse(saved.appliedRunId));
      expect(run).toMatchObject({ state: "succeeded", counts: { usersChanged: seen.counts.usersChanged, usersCreated: seen.counts.usersCreated, accessLost: seen.lockedOut.length, accessGained: seen.regained } });
      expect(await appliedLines(organizationId, run.id)).toEqual(predicted);
      expect(seen.usersChanged).toBe(seen.counts.usersChanged + seen.counts.usersCreated);
      // Applied, it leaves nothing over, also where an Account waited because its person had left and this brings them back.
      const again = await previewSourceOfTruth(admin, { version: 2, userSources: edit.userSources }, never);
      expect(again).toMatchObject({ usersChanged: 0, changes: [] });
      changes += predicted.length;
    }),
    { numRuns: 12, endOnFailure: true },
  );
  expect(changes).toBeGreaterThan(100);
}, 120_000);
