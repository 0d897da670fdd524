import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Profile } from "@/lib/core/accounts";
import type { IntegrationId, OrganizationId } from "@/lib/core/ids";
import { EMPTY_POLICY, type SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import type { EvidenceAccount } from "@/lib/core/users/account-standing";
import { resolveUser, type UserValues } from "@/lib/core/users/resolve-user";
import { inOrganization } from "@/lib/db/in-organization";
import { givenPolicy, runEngine, settle } from "../../support/engine";
import { givenOverrides, givenThreeSources, population, settingsOf, toPolicy } from "../../support/random-engine";

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
