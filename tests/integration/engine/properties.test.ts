import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ACCOUNT_STATUSES, type Profile, type SourceAccount } from "@/lib/core/accounts";
import type { PersonActor } from "@/lib/core/access/actor";
import { IntegrationId, type OrganizationId } from "@/lib/core/ids";
import { EMPTY_POLICY, FILTER_OPERATORS, type SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import type { EvidenceAccount } from "@/lib/core/users/account-standing";
import { type OverrideInForce, resolveUser, type UserValues } from "@/lib/core/users/resolve-user";
import { inOrganization } from "@/lib/db/in-organization";
import { account, givenPolicy, givenSource, runEngine, settle } from "../../support/engine";
import { givenOrganization } from "../../support/given";

const person = fc.integer({ min: 0, max: 300 });
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 3 });
const days = fc.constantFrom("2020-01-01", "2026-11-01", "2030-06-30", "2031-01-01");
const accountOf = fc
  .record({
    person,
    status: fc.constantFrom(...ACCOUNT_STATUSES),
    email: fc.boolean(),
    number: fc.boolean(),
    givenName: optional(fc.constantFrom("Ada", "Bo", "Cy")),
    familyName: optional(fc.constantFrom("Okafor", "Lin")),
    title: optional(fc.constantFrom("CSM", "CFO")),
    manager: optional(fc.constantFrom("Lin Chen", "Mo Berg")),
    startDate: optional(days),
    endDate: optional(days),
    timeZone: optional(fc.constantFrom("Pacific/Kiritimati", "America/Los_Angeles", "Europe/Berlin")),
    cost: fc.constantFrom("", "17", "23"),
  })
  .map(({ person: who, status, email, number, cost, ...rest }): SourceAccount => {
    const profile: Profile = {};
    for (const [field, value] of Object.entries(rest)) if (value !== undefined) Object.assign(profile, { [field]: value });
    return account(
      `id-${String(who).padStart(4, "0")}`,
      { ...(email && { email: `p${String(who)}@acme.test` }), ...((number || !email) && { employeeNumber: String(who) }), ...profile },
      { status, raw: { cost: { center: cost } } },
    );
  });
const listing = fc.uniqueArray(accountOf, { selector: ({ externalId }) => externalId, maxLength: 250 });
const population = fc.tuple(listing, listing, listing);

const Source = fc.record({
  role: fc.constantFrom("create" as const, "create" as const, "match-only" as const),
  status: fc.constantFrom("may-grant" as const, "may-grant" as const, "may-only-restrict" as const),
  isEnabled: fc.constantFrom(true, true, true, false),
  filter: fc.option(
    fc.record({
      effect: fc.constantFrom("include" as const, "exclude" as const),
      match: fc.constantFrom("all" as const, "any" as const),
      conditions: fc.array(
        fc.record({
          field: fc.constantFrom("title" as const, "rawStatus" as const, "externalId" as const),
          operator: fc.constantFrom(...FILTER_OPERATORS),
          value: fc.constantFrom("csm", "C", "active", "id-00", ""),
        }),
        { minLength: 1, maxLength: 3 },
      ),
    }),
    { nil: null, freq: 2 },
  ),
});
const fieldOrder = fc.option(
  fc.record({ listed: fc.shuffledSubarray([0, 1, 2] as const), fallback: fc.boolean(), blankIsEmpty: fc.subarray([0, 1, 2] as const) }),
  { nil: undefined },
);
const settingsOf = fc.record({
  order: fc.shuffledSubarray([0, 1, 2] as const, { minLength: 1 }),
  sources: fc.tuple(Source, Source, Source),
  title: fieldOrder,
  manager: fieldOrder,
  endDate: fieldOrder,
  statusPolicy: fc.constantFrom("first-listed" as const, "most-restrictive" as const),
  isMapped: fc.boolean(),
  hasCustom: fc.boolean(),
  datesDecide: fc.boolean(),
  timeZone: fc.constantFrom("UTC", "Asia/Tokyo", "Pacific/Niue"),
});

/** A random policy in terms of three sources. */
function toPolicy(sources: readonly IntegrationId[], drawn: typeof settingsOf extends fc.Arbitrary<infer T> ? T : never) {
  const at = (place: number): IntegrationId => sources[place] ?? IntegrationId.parse("");
  const orders = Object.entries({ title: drawn.title, manager: drawn.manager, endDate: drawn.endDate }).flatMap(([field, order]) =>
    order === undefined ? [] : [[field, { integrationIds: order.listed.map(at), fallback: order.fallback, blankIsEmpty: order.blankIsEmpty.map(at) }] as const],
  );
  return {
    userSources: drawn.order.map((place) => ({ integrationId: at(place), ...(drawn.sources[place] ?? drawn.sources[0]) })),
    fieldOrders: Object.fromEntries(orders),
    customFields: drawn.hasCustom ? [{ key: "costCenter", label: "Cost center", from: [{ integrationId: at(1), attribute: "cost.center" }, { integrationId: at(0), attribute: "cost.center" }] }] : [],
    statusPolicy: drawn.statusPolicy,
    statusMaps: drawn.isMapped ? { [at(0)]: { Suspended: "ACTIVE" as const, ACTIVE: "SUSPENDED" as const }, [at(2)]: { unknown: "DEPROVISIONED" as const } } : {},
    datesDecide: drawn.datesDecide,
    timeZone: drawn.timeZone,
  };
}

async function givenThreeSources(): Promise<{ organizationId: OrganizationId; admin: PersonActor; sources: [IntegrationId, IntegrationId, IntegrationId] }> {
  const { organizationId, admin } = await givenOrganization();
  const sources: [IntegrationId, IntegrationId, IntegrationId] = [
    await givenSource(organizationId, "A"), await givenSource(organizationId, "B"), await givenSource(organizationId, "C"),
  ];
  return { organizationId, admin, sources };
}

/** A few people get values by hand; answers what is in force for whom. */
async function givenOverrides(organizationId: OrganizationId, ownerId: string, userIds: readonly string[]): Promise<Map<string, OverrideInForce[]>> {
  const rows = userIds.flatMap((userId, place) => {
    if (place % 7 !== 0) return [];
    const [field, value] = ([["title", "Chief"], ["employeeStatus", "ACTIVE"], ["email", null], ["endDate", "2020-01-01"], ["manager", null]] as const)[(place / 7) % 5] ?? ["title", "Chief"];
    return [{ organizationId, userId, field, value, reason: "By hand", ownerId }];
  });
  return inOrganization(organizationId, async ({ db }) => {
    await db.override.createMany({ data: rows });
    const made = await db.override.findMany({ where: { organizationId } });
    return Map.groupBy(made, ({ userId }) => userId);
  });
}

interface Row { values: UserValues; accounts: EvidenceAccount[] }

/** What Users are, beside all that could have made them so. */
async function readUsers(organizationId: OrganizationId, policy: SourceOfTruthPolicy): Promise<Map<string, Row>> {
  const users = await inOrganization(organizationId, ({ db }) => db.user.findMany({ where: { organizationId, accounts: { some: {} } }, include: { accounts: true } }));
  return new Map(users.map((user) => {
    const names: Record<string, string> = {};
    for (const field of ["email", "givenName", "familyName"] as const) {
      const value = user[field];
      if (value !== null) names[field] = value;
    }
    const accounts = user.accounts.map((row): EvidenceAccount => ({
      accountId: row.id, integrationId: row.integrationId, externalId: row.externalId, kind: row.kind, isPresent: row.missingSince === null,
      status: row.status, rawStatus: row.rawStatus, profile: { ...(row.profile as Profile), ...customValues(policy, row.integrationId, row.raw) },
    }));
    const values = { employeeStatus: user.employeeStatus, profile: { ...(user.profile as Profile), ...names }, provenance: user.provenance as UserValues["provenance"], isSourceless: user.sourcelessSince !== null };
    return [user.id, { values, accounts }];
  }));
}

function customValues({ customFields }: SourceOfTruthPolicy, integrationId: string, raw: unknown): Record<string, string> {
  const isRead = customFields.some(({ from }) => from.some((source) => source.integrationId === integrationId));
  const { center } = (raw as { cost: { center: string } }).cost;
  return isRead && center !== "" ? { "custom.costCenter": center } : {};
}

/** Who owns which accounts and with what values, whatever the ids. */
async function fingerprint(organizationId: OrganizationId, sources: readonly IntegrationId[]): Promise<string[]> {
  const users = await readUsers(organizationId, EMPTY_POLICY);
  return [...users.values()].map(({ values: { employeeStatus, profile, isSourceless }, accounts }) =>
    JSON.stringify([accounts.map(({ integrationId, externalId }) => `${String(sources.findIndex((id) => id === integrationId))}:${externalId}`).toSorted(), employeeStatus, Object.entries(profile).toSorted(), isSourceless]),
  ).toSorted();
}

const TIMEOUT_MS = 180_000;

describe("the statements and the definition agree", { timeout: TIMEOUT_MS }, () => {
  it("resolves every User of random populations as resolveUser does, over changes of evidence and of policy", async () => {
    await fc.assert(
      fc.asyncProperty(population, population, settingsOf, settingsOf, async (first, second, drawnFirst, drawnSecond) => {
        const { organizationId, admin, sources } = await givenThreeSources();
        const walks = (lists: typeof first) => sources.map((integrationId, place) => ({ integrationId, accounts: lists[place] ?? [] }));
        const before = await givenPolicy(organizationId, [], toPolicy(sources, drawnFirst));
        await runEngine(organizationId, { walks: walks(first) });
        const created = await readUsers(organizationId, before);
        for (const { values, accounts } of created.values())
          expect(values).toEqual(resolveUser(undefined, accounts, { policy: before, overrides: [], now: new Date() }));

        const overrides = await givenOverrides(organizationId, admin.userId, [...created.keys()]);
        const policy = await givenPolicy(organizationId, [], toPolicy(sources, drawnSecond));
        const read = await runEngine(organizationId, { walks: walks(second) });
        if (read.outcome === "held") expect(await settle(organizationId, read.syncRunId, read.digest ?? "")).toMatchObject({ outcome: "applied" });
        for (const [id, { values, accounts }] of await readUsers(organizationId, policy))
          expect(values).toEqual(resolveUser(created.get(id)?.values, accounts, { policy, overrides: overrides.get(id) ?? [], now: new Date() }));
      }),
      { numRuns: 10, endOnFailure: true },
    );
  });
});

describe("the result does not depend on how the evidence arrives", { timeout: TIMEOUT_MS }, () => {
  it("is the same for any order of accounts and of runs, and for repeated runs", async () => {
    await fc.assert(
      fc.asyncProperty(population, fc.infiniteStream(fc.nat()), async (lists, noise: Iterator<number, number>) => {
        const shuffled = <T>(items: readonly T[]): T[] => items.map((item) => ({ item, key: noise.next().value })).toSorted((a, b) => a.key - b.key).map(({ item }) => item);
        const together = await givenThreeSources();
        await givenPolicy(together.organizationId, together.sources);
        await runEngine(together.organizationId, { walks: together.sources.map((integrationId, place) => ({ integrationId, accounts: lists[place] ?? [] })) });
        const expected = await fingerprint(together.organizationId, together.sources);

        const other = await givenThreeSources();
        await givenPolicy(other.organizationId, other.sources);
        const walks = shuffled(other.sources.map((integrationId, place) => ({ integrationId, accounts: shuffled(lists[place] ?? []) })));
        await runEngine(other.organizationId, { walks });
        await runEngine(other.organizationId, { walks: shuffled(walks) });
        expect(await fingerprint(other.organizationId, other.sources)).toEqual(expected);
      }),
      { numRuns: 6, endOnFailure: true },
    );
  });
});
