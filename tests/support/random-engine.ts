/** Random people in three sources under random policies: what the properties of the engine are tried on. */
import fc from "fast-check";
import type { PersonActor } from "@/lib/core/access/actor";
import { ACCOUNT_STATUSES, type Profile, type SourceAccount } from "@/lib/core/accounts";
import { IntegrationId, type OrganizationId } from "@/lib/core/ids";
import { FILTER_OPERATORS } from "@/lib/core/source-of-truth";
import type { OverrideInForce } from "@/lib/core/users/resolve-user";
import { inOrganization } from "@/lib/db/in-organization";
import { account, givenSource } from "./engine";
import { givenOrganization } from "./given";

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
// "max": left to itself, fast-check would draw ten of the 250.
const listing = fc.uniqueArray(accountOf, { selector: ({ externalId }) => externalId, maxLength: 250, size: "max" });
export const population = fc.tuple(listing, listing, listing);

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
export const settingsOf = fc.record({
  order: fc.shuffledSubarray([0, 1, 2] as const, { minLength: 1 }),
  sources: fc.tuple(Source, Source, Source),
  title: fieldOrder,
  manager: fieldOrder,
  endDate: fieldOrder,
  statusPolicy: fc.constantFrom("first-listed" as const, "most-restrictive" as const),
  letsGo: fc.boolean(),
  isMapped: fc.boolean(),
  hasCustom: fc.boolean(),
  datesDecide: fc.boolean(),
  timeZone: fc.constantFrom("UTC", "Asia/Tokyo", "Pacific/Niue"),
});

/** A random policy in terms of three sources. */
export function toPolicy(sources: readonly IntegrationId[], drawn: typeof settingsOf extends fc.Arbitrary<infer T> ? T : never) {
  const at = (place: number): IntegrationId => sources[place] ?? IntegrationId.parse("");
  const orders = Object.entries({ title: drawn.title, manager: drawn.manager, endDate: drawn.endDate }).flatMap(([field, order]) =>
    order === undefined ? [] : [[field, { integrationIds: order.listed.map(at), fallback: order.fallback, blankIsEmpty: order.blankIsEmpty.map(at) }] as const],
  );
  return {
    userSources: drawn.order.map((place) => ({ integrationId: at(place), ...(drawn.sources[place] ?? drawn.sources[0]) })),
    deactivatesPeopleOf: drawn.letsGo ? sources.filter((_, place) => !drawn.order.some((listed) => listed === place)) : [],
    fieldOrders: Object.fromEntries(orders),
    customFields: drawn.hasCustom ? [{ key: "costCenter", label: "Cost center", from: [{ integrationId: at(1), attribute: "cost.center" }, { integrationId: at(0), attribute: "cost.center" }] }] : [],
    statusPolicy: drawn.statusPolicy,
    statusMaps: drawn.isMapped ? { [at(0)]: { Suspended: "ACTIVE" as const, ACTIVE: "SUSPENDED" as const }, [at(2)]: { unknown: "DEPROVISIONED" as const } } : {},
    datesDecide: drawn.datesDecide,
    timeZone: drawn.timeZone,
  };
}

export async function givenThreeSources(): Promise<{ organizationId: OrganizationId; admin: PersonActor; sources: [IntegrationId, IntegrationId, IntegrationId] }> {
  const { organizationId, admin } = await givenOrganization();
  const sources: [IntegrationId, IntegrationId, IntegrationId] = [
    await givenSource(organizationId, "A"), await givenSource(organizationId, "B"), await givenSource(organizationId, "C"),
  ];
  return { organizationId, admin, sources };
}

/** A few people get values by hand; answers what is in force for whom. */
export async function givenOverrides(organizationId: OrganizationId, ownerId: string, userIds: readonly string[]): Promise<Map<string, OverrideInForce[]>> {
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
