import { randomUUID } from "node:crypto";
import { afterAll, expect, it } from "vitest";
import type { Profile, SourceAccount } from "@/lib/core/accounts";
import { AccountId, type IntegrationId, UserId } from "@/lib/core/ids";
import { inOrganization } from "@/lib/db/in-organization";
import { closeProducer } from "@/lib/jobs/announce";
import { unlinkAccount } from "@/lib/use-cases/matching/unlink-account";
import { liftOverride } from "@/lib/use-cases/overrides/lift-override";
import { setOverride } from "@/lib/use-cases/overrides/set-override";
import { finishRun } from "@/lib/use-cases/sync-runs/finish-run";
import { undoSyncRun } from "@/lib/use-cases/sync-runs/undo-sync-run";
import { explainUser } from "@/lib/use-cases/users/explain-user";
import { listUserHistory } from "@/lib/use-cases/users/list-user-history";
import { callApi } from "../../support/call-api";
import { account, givenPolicy, givenSource, runEngine, seeUsers } from "../../support/engine";
import { givenOrganization, givenUser } from "../../support/given";
import { refusalOf } from "../../support/given-integrations";

afterAll(closeProducer);

/** A moment that nothing else shares, whoever's clock is asked. */
async function aMoment(): Promise<string> {
  const pause = () => new Promise((resolve) => setTimeout(resolve, 15));
  await pause();
  const at = new Date().toISOString();
  await pause();
  return at;
}

/** Maya, whom HR calls CSM and Okta calls Lead; HR is the first listed. */
async function givenMaya() {
  const given = await givenOrganization();
  const { organizationId } = given;
  const [hr, okta] = [await givenSource(organizationId, "HR"), await givenSource(organizationId, "Okta")];
  await givenPolicy(organizationId, [hr, okta]);
  const listed = new Map<IntegrationId, SourceAccount[]>();
  const sync = async (integrationId: IntegrationId, profile: Profile | null, more: Partial<SourceAccount> = {}) => {
    const bystander = account("by", { email: "by@acme.test" });
    listed.set(integrationId, [...(profile === null ? [] : [account("maya", { email: "maya@acme.test", ...profile }, more)]), bystander]);
    return runEngine(organizationId, { scope: "INTEGRATION", walks: [{ integrationId, accounts: listed.get(integrationId) ?? [] }] });
  };
  await runEngine(organizationId, {
    walks: [
      { integrationId: hr, accounts: [account("maya", { email: "maya@acme.test", title: "CSM" }), account("by", { email: "by@acme.test" })] },
      { integrationId: okta, accounts: [account("maya", { email: "maya@acme.test", title: "Lead" }), account("by", { email: "by@acme.test" })] },
    ],
  });
  const maya = (await seeUsers(organizationId)).find(({ email }) => email === "maya@acme.test");
  return { ...given, hr, okta, sync, id: UserId.parse(maya?.id) };
}

const fieldOf = async (actor: Parameters<typeof explainUser>[0], input: Parameters<typeof explainUser>[1] & { field: string }) => {
  const { fields } = await explainUser(actor, input);
  const [found] = fields;
  if (found === undefined) throw new Error(`Nothing is said of ${input.field}.`);
  return found;
};

it("names the winner with its rule, run and time, and every loser with the reason", async () => {
  const { admin, id, hr, okta } = await givenMaya();
  const title = await fieldOf(admin, { id, field: "title" });
  expect(title).toMatchObject({
    label: "Title", value: "CSM", storedValue: "CSM", rule: "first-listed", sentence: "HR is the first of the User Sources that says something.",
    winner: { source: { integrationId: hr, name: "HR", rank: 1 }, externalId: "maya", value: "CSM" },
    losers: [{ source: { integrationId: okta, name: "Okta", rank: 2 }, value: "Lead", because: "lower-rank", sentence: "Is asked after HR." }],
    lastChange: { before: null, after: "CSM" },
  });
  expect(title.lastChange?.syncRunId).not.toBeNull();
  const status = await fieldOf(admin, { id, field: "employeeStatus" });
  expect(status).toMatchObject({ value: "ACTIVE", winner: { rawValue: "active" } });
});

it("answers what the values would be without a source, and changes nothing by asking", async () => {
  const { admin, id, hr, okta } = await givenMaya();
  const without = await explainUser(admin, { id, without: hr });
  expect(without).toMatchObject({ without: { integrationId: hr, name: "HR" }, isSourceless: false });
  expect(without.fields.find(({ field }) => field === "title")).toMatchObject({ value: "Lead", storedValue: "CSM", winner: { source: { integrationId: okta } }, losers: [{ because: "left-out" }] });
  expect(await fieldOf(admin, { id, field: "title" })).toMatchObject({ value: "CSM" });
  const { organizationId } = await givenOrganization();
  const foreign = await givenSource(organizationId, "Theirs");
  expect(await refusalOf(explainUser(admin, { id, without: foreign }))).toMatchObject({ code: "not_found" });
});

it("explains any moment from the evidence, the policy and the overrides of that moment", async () => {
  const { admin, organizationId, id, hr, okta, sync } = await givenMaya();
  const first = await aMoment();
  await sync(hr, { title: "Director" });
  const renamed = await aMoment();
  await givenPolicy(organizationId, [okta, hr]);
  await runEngine(organizationId, { walks: [] });
  const reordered = await aMoment();
  const { id: overrideId } = await setOverride(admin, { id, field: "title", value: "Chief", reason: "On paper" });
  const overridden = await aMoment();
  await liftOverride(admin, { id: overrideId });
  await sync(okta, null);
  await sync(okta, null);

  const at = (moment: string) => fieldOf(admin, { id, field: "title", at: moment });
  expect(await at(first)).toMatchObject({ value: "CSM", storedValue: "CSM", winner: { source: { name: "HR", rank: 1 } } });
  expect(await at(renamed)).toMatchObject({ value: "Director", storedValue: "Director", winner: { source: { rank: 1 } }, losers: [{ value: "Lead" }], lastChange: { before: "CSM", after: "Director" } });
  expect(await at(reordered)).toMatchObject({ value: "Lead", storedValue: "Lead", winner: { source: { name: "Okta", rank: 1 } }, override: null });
  expect(await at(overridden)).toMatchObject({ value: "Chief", storedValue: "Chief", rule: "override", winner: null, override: { reason: "On paper", owner: { id: admin.userId } } });
  expect((await at(overridden)).sentence).toBe(`Set by ${admin.name}: On paper`);
  const now = await fieldOf(admin, { id, field: "title" });
  expect(now).toMatchObject({ value: "Director", storedValue: "Director", winner: { source: { name: "HR" } }, losers: [{ because: "missing", source: { name: "Okta" } }] });
  expect(now.losers[0]?.sentence).toMatch(/^Has not returned this person since \d{4}-\d\d-\d\d\.$/);
  expect((await explainUser(admin, { id, at: renamed })).policyVersion).toBe(1);
  expect((await explainUser(admin, { id, at: reordered })).policyVersion).toBe(2);
});

it("knows of a policy that was undone when it was followed and when no longer", async () => {
  const { admin, organizationId, id, hr, okta } = await givenMaya();
  await givenPolicy(organizationId, [okta, hr]);
  const { syncRunId } = await runEngine(organizationId, { walks: [] });
  await inOrganization(organizationId, ({ db }) => db.syncRun.updateMany({ where: { organizationId, id: syncRunId }, data: { policyVersion: 2 } }));
  const followed = await aMoment();
  const undoing = await undoSyncRun(admin, { id: syncRunId });
  await finishRun({ organizationId, syncRunId: undoing.id });
  const undone = await aMoment();
  const seen = async (at?: string) => {
    const { policyVersion, fields } = await explainUser(admin, { id, at, field: "title" });
    return { policyVersion, value: fields[0]?.value, storedValue: fields[0]?.storedValue };
  };
  expect(await seen(followed)).toEqual({ policyVersion: 2, value: "Lead", storedValue: "Lead" });
  expect(await seen(undone)).toEqual({ policyVersion: 1, value: "CSM", storedValue: "CSM" });
  expect(await seen()).toEqual({ policyVersion: 1, value: "CSM", storedValue: "CSM" });
});

it("counts an account with the person it belonged to at that moment", async () => {
  const { admin, id, okta } = await givenMaya();
  const title = await fieldOf(admin, { id, field: "title", without: okta });
  const oktaAccount = AccountId.parse(title.losers.find(({ source }) => source.integrationId === okta)?.accountId);
  const together = await aMoment();
  await unlinkAccount(admin, { id: oktaAccount, reason: "Somebody else's", never: true });
  expect((await fieldOf(admin, { id, field: "title" })).losers).toEqual([]);
  expect((await fieldOf(admin, { id, field: "title", at: together })).losers).toMatchObject([{ accountId: oktaAccount, because: "lower-rank" }]);
});

it("says from when on it knows, and refuses earlier moments instead of guessing", async () => {
  const { admin, id } = await givenMaya();
  const { evidenceSince } = await explainUser(admin, { id });
  expect(await refusalOf(explainUser(admin, { id, at: new Date(evidenceSince.getTime() - 1).toISOString() }))).toMatchObject({ code: "invalid_input", fields: { at: expect.stringContaining(evidenceSince.toISOString()) as string } });
});

it("is for Admins of this Organization, over the API as in the product", async () => {
  const { admin, id, sessionToken, organizationId } = await givenMaya();
  const { status, body } = await callApi("GET", `users/${id}/explain?field=title`, { session: sessionToken });
  expect(status).toBe(200);
  expect(body).toMatchObject({ user: { id }, policyVersion: 1, without: null, fields: [{ field: "title", value: "CSM" }] });
  expect((await callApi("GET", `users/${id}/explain?at=yesterday`, { session: sessionToken })).status).toBe(400);
  expect((await callApi("GET", `users/${randomUUID()}/explain`, { session: sessionToken })).status).toBe(404);
  const other = await givenOrganization();
  expect((await callApi("GET", `users/${id}/explain`, { session: other.sessionToken })).status).toBe(404);
  const { userId } = await givenUser(organizationId);
  expect(await refusalOf(explainUser({ ...admin, userId, role: "USER" }, { id }))).toMatchObject({ code: "forbidden" });
});

it("keeps in the history of a User who or what changed each value, in which run and why", async () => {
  const { admin, id, hr, sync } = await givenMaya();
  const { syncRunId } = await sync(hr, { title: "Director" });
  await setOverride(admin, { id, field: "title", value: "Chief", reason: "On paper" });
  const { items } = await listUserHistory(admin, { id });
  expect(items[0]).toMatchObject({ kind: "FIELD", field: "title", before: "Director", after: "Chief", reason: "OVERRIDE", syncRunId: null, actor: { id: admin.userId } });
  expect(items[1]).toMatchObject({ kind: "FIELD", field: "title", before: "CSM", after: "Director", reason: "EXPLICIT", syncRunId, source: { integrationId: hr, name: "HR" }, actor: null });
  expect(items.at(-1)).toMatchObject({ reason: "EXPLICIT" });
});
