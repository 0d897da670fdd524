import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ACCOUNT_STATUSES, type Profile, type SourceAccount } from "@/lib/core/accounts";
import type { OrganizationId } from "@/lib/core/ids";
import { MATCHING_KEYS, type SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { type KnownPerson, REVIEW_REASONS } from "@/lib/core/users/match-account";
import { inOrganization } from "@/lib/db/in-organization";
import { account, givenPolicy, givenSource, runEngine, settle } from "../../support/engine";
import { givenOrganization } from "../../support/given";
import { matchAll, type ModelAccount, type Verdict } from "./model";

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const address = fc.constantFrom("a@x.test", "b@x.test", "c@x.test", "a+1@x.test", "b+1@x.test", "d@x.test", "e@x.test", "f@x.test", "g@x.test");
const shown = fc.record({
  email: optional(address),
  employeeNumber: optional(fc.constantFrom("1", "2", "3", "4", "5", "6")),
  givenName: optional(fc.constantFrom("Ada", "Bo")),
  familyName: optional(fc.constantFrom("Lin", "Zim")),
  aliases: fc.uniqueArray(address, { maxLength: 2 }),
  status: fc.constantFrom(...ACCOUNT_STATUSES),
});
// So few keys for so many accounts that they clash all the time.
const listing = (from: number) =>
  fc.array(shown, { maxLength: 7 }).map((list) =>
    list.map(({ aliases, status, ...fields }, index): SourceAccount => {
      const profile: Profile = {};
      for (const [field, value] of Object.entries(fields)) if (value !== undefined) Object.assign(profile, { [field]: value });
      return account(`id-${String(from + index)}`, profile, { aliases, status });
    }),
  );
const population = (from: number) => fc.tuple(listing(from), listing(from), listing(from), listing(from));
const rules: fc.Arbitrary<SourceOfTruthPolicy["matching"]> = fc.record({
  keys: fc.shuffledSubarray([...MATCHING_KEYS], { minLength: 1 }),
  foldPlusTags: fc.boolean(),
});

async function given(matching: SourceOfTruthPolicy["matching"]) {
  const { organizationId } = await givenOrganization();
  const names = ["A", "B", "match-only", "app"];
  const sources = await Promise.all(names.map((name) => givenSource(organizationId, name)));
  const [a, b, c] = sources;
  if (a === undefined || b === undefined || c === undefined) throw new Error("Three sources were expected.");
  await givenPolicy(organizationId, [], { matching, userSources: [{ integrationId: c, role: "match-only" }, { integrationId: a }, { integrationId: b }] });
  return { organizationId, sources, ranks: new Map<string, number>([[a, 2], [b, 3]]) };
}
type Given = Awaited<ReturnType<typeof given>>;

const LIVELINESS = ["ACTIVE", "STAGED", "SUSPENDED", "ARCHIVED", "DEPROVISIONED", "UNKNOWN"];

/** What the engine will see of every account once it has read these lists; Users are called by the account that made them. */
async function readModel({ organizationId, sources, ranks }: Given, lists: readonly (readonly SourceAccount[])[]) {
  const { rows, users, decisions } = await inOrganization(organizationId, async ({ db }) => ({
    rows: await db.account.findMany({ where: { organizationId } }),
    users: await db.user.findMany({ where: { organizationId } }),
    decisions: await db.matchDecision.findMany({ where: { organizationId } }),
  }));
  const idOf = (each: { integrationId: string; externalId: string }): string => `${each.integrationId} ${each.externalId}`;
  const keyOf = new Map(rows.flatMap((row) => (row.linkRule === "created" ? [[row.userId, idOf(row)]] : [])));
  const key = (userId: string | null): string => keyOf.get(userId) ?? userId ?? "";
  const read = lists.flatMap((list, index) => list.map((each) => ({ integrationId: sources[index] ?? "", ...each })));
  const readIds = new Set(read.map(idOf));
  // Whom nobody lists any more is there as before: one walk alone proves no absence.
  const kept = rows.filter((row) => !readIds.has(idOf(row))).map((row) => ({ ...row, profile: row.profile as Profile }));
  const all = [...read, ...kept].map((each) => ({ each, row: rows.find((row) => idOf(row) === idOf(each)) }));
  const known = users.map((user): KnownPerson => {
    const own = all.flatMap(({ each, row }) => (row?.userId === user.id ? [each] : []));
    return {
      userId: key(user.id), isLeaver: user.employeeStatus === "INACTIVE", givenName: user.givenName ?? undefined, familyName: user.familyName ?? undefined,
      employeeNumbers: own.flatMap(({ profile }) => profile.employeeNumber ?? []),
      emails: [...(user.email === null ? [] : [user.email]), ...own.flatMap(({ profile }) => profile.email ?? [])],
      aliases: own.flatMap(({ aliases }) => aliases),
    };
  });
  const waiting = all
    .filter(({ row }) => (row?.userId ?? null) === null)
    .toSorted(
      ({ each: one }, { each: other }) =>
        (ranks.get(one.integrationId) ?? 99) - (ranks.get(other.integrationId) ?? 99) ||
        LIVELINESS.indexOf(one.status) - LIVELINESS.indexOf(other.status) || (one.externalId < other.externalId ? -1 : 1),
    );
  const model = waiting.flatMap(({ each: { profile, ...each }, row }, place): ModelAccount[] => {
    const made = decisions.filter(({ accountId }) => accountId === row?.id);
    if (made.some(({ kind }) => kind === "IGNORE")) return [];
    const linkTo = made.find(({ kind }) => kind === "LINK")?.userId;
    const never = made.flatMap(({ kind, userId }) => (kind === "NEVER" ? [key(userId)] : []));
    const { employeeNumber, email, givenName, familyName } = profile;
    return [{
      id: idOf(each), rank: ranks.get(each.integrationId) ?? null, place: place + 1, status: each.status, aliases: each.aliases,
      employeeNumber, email, givenName, familyName, decisions: { never, ...(linkTo && { linkTo: key(linkTo) }) },
    }];
  });
  return { known, model };
}

/** What the engine made of these accounts. */
async function readVerdicts(organizationId: OrganizationId, ids: ReadonlySet<string>): Promise<Map<string, Verdict>> {
  const { accounts, reviews } = await inOrganization(organizationId, async ({ db }) => ({
    accounts: await db.account.findMany({ where: { organizationId } }),
    reviews: await db.matchReview.findMany({ where: { organizationId, resolvedAt: null } }),
  }));
  const keyOf = new Map(accounts.flatMap((row) => (row.linkRule === "created" ? [[row.userId, `${row.integrationId} ${row.externalId}`]] : [])));
  const key = (userId: string): string => keyOf.get(userId) ?? userId;
  return new Map(
    accounts.flatMap((row): [string, Verdict][] => {
      const id = `${row.integrationId} ${row.externalId}`;
      const review = reviews.find(({ accountId }) => accountId === row.id);
      if (!ids.has(id)) return [];
      if (row.userId !== null) return [[id, { rule: row.linkRule ?? "", userIds: [key(row.userId)] }]];
      return review === undefined ? [] : [[id, { rule: review.reason, userIds: review.candidateUserIds.map(key).toSorted() }]];
    }),
  );
}

async function syncAndCompare(setting: Given, lists: readonly (readonly SourceAccount[])[], matching: SourceOfTruthPolicy["matching"]): Promise<void> {
  const { organizationId, sources } = setting;
  const { known, model } = await readModel(setting, lists);
  const expected = matchAll(model, known, matching, 3);
  const run = await runEngine(organizationId, { walks: sources.map((integrationId, index) => ({ integrationId, accounts: lists[index] ?? [] })) });
  if (run.outcome === "held") expect(await settle(organizationId, run.syncRunId, run.digest ?? "")).toMatchObject({ outcome: "applied" });
  const sorted = (verdicts: Iterable<readonly [string, Verdict]>) => [...verdicts].map(([id, { rule, userIds }]) => [id, rule, userIds.toSorted()]).toSorted();
  const found = await readVerdicts(organizationId, new Set(model.map(({ id }) => id)));
  const decided = [...expected].filter(([, { rule }]) => !isReview(rule));
  expect(sorted([...found].filter(([id]) => decided.some(([each]) => each === id)))).toEqual(sorted(decided));
  // Who had to wait was asked about again, with what people have become, until the definition had nothing more to say.
  const after = await readModel(setting, lists);
  expect(sorted([...found].filter(([, { rule }]) => isReview(rule)))).toEqual(sorted(matchAll(after.model, after.known, matching, 3)));
}

const isReview = (rule: string): boolean => REVIEW_REASONS.some((reason) => reason === rule);

/** For every account that found nobody, one of the things an Admin can say. */
async function decideSomething(organizationId: OrganizationId, choose: () => number): Promise<void> {
  await inOrganization(organizationId, async ({ db }) => {
    const users = await db.user.findMany({ where: { organizationId, role: "USER" }, orderBy: { id: "asc" } });
    for (const { id: accountId } of await db.account.findMany({ where: { organizationId, userId: null }, orderBy: { id: "asc" } })) {
      const kind = ["LINK", "NEVER", "NEVER", "IGNORE", undefined][choose() % 5];
      if (kind === undefined) continue;
      if (users.length === 0) continue;
      const userId = kind === "IGNORE" ? null : (users[choose() % users.length]?.id ?? null);
      await db.matchDecision.create({ data: { organizationId, accountId, userId, kind } });
    }
  });
}

describe("the statements and the definition of matching agree", () => {
  it("about every account of random populations full of clashes, under any policy, with people's decisions, sync after sync", async () => {
    await fc.assert(
      fc.asyncProperty(rules, population(0), population(0), fc.infiniteStream(fc.nat()), async (matching, first, second, noise: Iterator<number, number>) => {
        const setting = await given(matching);
        await syncAndCompare(setting, first, matching);
        await decideSomething(setting.organizationId, () => noise.next().value);
        await syncAndCompare(setting, second, matching);
      }),
      { numRuns: 25, endOnFailure: true },
    );
  }, 180_000);
});
