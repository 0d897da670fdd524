import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ACCOUNT_STATUSES, type Profile, type SourceAccount } from "@/lib/core/accounts";
import type { IntegrationId, OrganizationId } from "@/lib/core/ids";
import { type EvidenceAccount, resolveUser, type UserValues } from "@/lib/core/users/resolve-user";
import { inOrganization } from "@/lib/db/in-organization";
import { account, givenPolicy, givenSource, runEngine, settle } from "../../support/engine";
import { givenOrganization } from "../../support/given";

const person = fc.integer({ min: 0, max: 300 });
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 3 });
const accountOf = fc
  .record({
    person,
    status: fc.constantFrom(...ACCOUNT_STATUSES),
    email: fc.boolean(),
    number: fc.boolean(),
    givenName: optional(fc.constantFrom("Ada", "Bo", "Cy")),
    familyName: optional(fc.constantFrom("Okafor", "Lin")),
    title: optional(fc.constantFrom("CSM", "CFO")),
    endDate: optional(fc.constant("2027-01-31")),
  })
  .map(({ person: who, status, email, number, ...rest }): SourceAccount => {
    const profile: Profile = {};
    for (const [field, value] of Object.entries(rest)) if (value !== undefined) Object.assign(profile, { [field]: value });
    return account(
      `id-${String(who).padStart(4, "0")}`,
      { ...(email && { email: `p${String(who)}@acme.test` }), ...((number || !email) && { employeeNumber: String(who) }), ...profile },
      { status },
    );
  });
const listing = fc.uniqueArray(accountOf, { selector: ({ externalId }) => externalId, maxLength: 250 });
const population = fc.tuple(listing, listing, listing);

async function givenThreeSources(): Promise<{ organizationId: OrganizationId; sources: [IntegrationId, IntegrationId, IntegrationId] }> {
  const { organizationId } = await givenOrganization();
  const sources: [IntegrationId, IntegrationId, IntegrationId] = [
    await givenSource(organizationId, "A"), await givenSource(organizationId, "B"), await givenSource(organizationId, "C"),
  ];
  return { organizationId, sources };
}

interface Row { values: UserValues; accounts: EvidenceAccount[] }

/** What Users are, beside all that could have made them so. */
async function readUsers(organizationId: OrganizationId, ranked: readonly IntegrationId[]): Promise<Map<string, Row>> {
  const users = await inOrganization(organizationId, ({ db }) => db.user.findMany({ where: { organizationId, accounts: { some: {} } }, include: { accounts: true } }));
  return new Map(users.map((user) => {
    const names: Profile = {};
    for (const field of ["email", "givenName", "familyName"] as const) {
      const value = user[field];
      if (value !== null) names[field] = value;
    }
    const accounts = user.accounts.filter(({ kind }) => kind !== "SERVICE").map((row): EvidenceAccount => {
      const place = ranked.findIndex((id) => id === row.integrationId);
      return { accountId: row.id, externalId: row.externalId, rank: place < 0 ? null : place + 1, isPresent: row.missingSince === null, status: row.status, profile: row.profile as Profile };
    });
    const values = { employeeStatus: user.employeeStatus, profile: { ...(user.profile as Profile), ...names }, provenance: user.provenance as UserValues["provenance"], isSourceless: user.sourcelessSince !== null };
    return [user.id, { values, accounts }];
  }));
}

/** Who owns which accounts and with what values, whatever the ids. */
async function fingerprint(organizationId: OrganizationId, ranked: readonly IntegrationId[]): Promise<string[]> {
  const users = await readUsers(organizationId, ranked);
  return [...users.values()].map(({ values: { employeeStatus, profile, isSourceless }, accounts }) =>
    JSON.stringify([accounts.map(({ rank, externalId }) => `${String(rank)}:${externalId}`).toSorted(), employeeStatus, Object.entries(profile).toSorted(), isSourceless]),
  ).toSorted();
}

describe("the statements and the definition agree", () => {
  it("resolves every User of random populations as resolveUser does, over changes of evidence and of policy", async () => {
    await fc.assert(
      fc.asyncProperty(population, population, fc.shuffledSubarray([0, 1, 2] as const, { minLength: 1 }), async (first, second, order) => {
        const { organizationId, sources } = await givenThreeSources();
        await givenPolicy(organizationId, sources);
        await runEngine(organizationId, { walks: sources.map((integrationId, place) => ({ integrationId, accounts: first[place] ?? [] })) });
        const created = await readUsers(organizationId, sources);
        for (const { values, accounts } of created.values()) expect(values).toEqual(resolveUser(undefined, accounts));

        const ranked = order.map((place) => sources[place] ?? sources[0]);
        await givenPolicy(organizationId, ranked);
        const read = await runEngine(organizationId, { walks: sources.map((integrationId, place) => ({ integrationId, accounts: second[place] ?? [] })) });
        if (read.outcome === "held") expect(await settle(organizationId, read.syncRunId, read.digest ?? "")).toMatchObject({ outcome: "applied" });
        const after = await readUsers(organizationId, ranked);
        for (const [id, { values, accounts }] of after) expect(values).toEqual(resolveUser(created.get(id)?.values, accounts));
      }),
      { numRuns: 8 },
    );
  });
});

describe("the result does not depend on how the evidence arrives", () => {
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
      { numRuns: 6 },
    );
  });
});
