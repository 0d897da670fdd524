import { describe, expect, it } from "vitest";
import type { PersonActor } from "@/lib/core/access/actor";
import { SyncRunId } from "@/lib/core/ids";
import { inOrganization } from "@/lib/db/in-organization";
import { listActivity } from "@/lib/use-cases/activity/list-activity";
import { getSourceOfTruth } from "@/lib/use-cases/source-of-truth/get-source-of-truth";
import { downloadPreview, listPreviewChanges } from "@/lib/use-cases/source-of-truth/list-preview-changes";
import { previewSourceOfTruth } from "@/lib/use-cases/source-of-truth/preview-source-of-truth";
import { saveSourceOfTruth } from "@/lib/use-cases/source-of-truth/save-source-of-truth";
import { syncSourceOfTruth } from "@/lib/use-cases/source-of-truth/sync-source-of-truth";
import { downloadFromApi } from "../../support/call-api";
import { ownerUrl } from "../../support/database";
import { account, givenPolicy, givenSource, runEngine, seeUsers } from "../../support/engine";
import { givenOrganization, givenUser } from "../../support/given";
import { refusalOf } from "../../support/given-integrations";
import { workOn } from "../../support/run-sync";
import { databaseOf } from "../../support/test-database-server";

const PEOPLE = 12;
const never = new AbortController().signal;
const people = (status: "ACTIVE" | "SUSPENDED", givenName: string) =>
  Array.from({ length: PEOPLE }, (_, index) => account(`${givenName}-${String(index)}`, { email: `p${String(index)}@acme.test`, givenName, familyName: `No ${String(index)}` }, { status }));

/** Twelve people whom HR calls active and the directory suspended, with HR listed first. */
async function given() {
  const organization = await givenOrganization();
  const { organizationId, admin, adminEmail } = organization;
  const hr = await givenSource(organizationId, "HR");
  const directory = await givenSource(organizationId, "Directory");
  await givenPolicy(organizationId, [hr, directory]);
  const walks = [
    { integrationId: hr, accounts: [...people("ACTIVE", "Hanna"), account("boss", { email: adminEmail, givenName: "=Boss" })] },
    { integrationId: directory, accounts: [...people("SUSPENDED", "Dora"), account("boss", { email: adminEmail }, { status: "SUSPENDED" })] },
  ];
  await runEngine(organizationId, { walks });
  const reorder = { version: 1, userSources: [{ integrationId: directory }, { integrationId: hr }] };
  return { ...organization, admin, hr, directory, walks, reorder };
}

const preview = (admin: PersonActor, draft: Parameters<typeof previewSourceOfTruth>[1]) => previewSourceOfTruth(admin, draft, never);

describe("a preview of an edit of the policy", () => {
  it("counts, names who would be locked out, the editor among them, and changes nobody", async () => {
    const { admin, organizationId, directory, reorder } = await given();
    const other = await givenUser(organizationId, { role: "ADMIN" });
    const before = await seeUsers(organizationId);
    const seen = await preview(admin, reorder);
    expect(seen).toMatchObject({
      baseVersion: 1, usersChanged: PEOPLE + 1, regained: 0,
      counts: { usersChanged: PEOPLE + 1, statusChanged: PEOPLE + 1, accessLost: PEOPLE + 1, accessGained: 0 },
      byField: { employeeStatus: PEOPLE + 1, givenName: PEOPLE }, bySource: { [directory]: PEOPLE * 2 + 1 },
    });
    expect(seen.lockedOut).toHaveLength(PEOPLE + 1);
    expect(seen.lockedOut[0]).toMatchObject({ id: admin.userId, isAdmin: true, isYou: true });
    expect(seen.lockedOut.filter(({ isYou }) => isYou)).toHaveLength(1);
    expect(seen.lockedOut.map(({ id }) => id)).not.toContain(other.userId);
    expect(seen.exceeded.map(({ limit }) => limit)).toEqual(["explicit"]);
    expect(seen.changes[0]).toMatchObject({ kind: "STATUS", access: "LOST", before: "ACTIVE", after: "SUSPENDED", source: { name: "Directory" } });
    expect(await seeUsers(organizationId)).toEqual(before);
    expect((await getSourceOfTruth(admin, {})).version).toBe(1);
  });

  it("is applied exactly as it was shown when saved with its token, without asking for the limits again", async () => {
    const { admin, organizationId, reorder } = await given();
    await givenUser(organizationId, { role: "ADMIN" });
    const seen = await preview(admin, reorder);
    const saved = await saveSourceOfTruth(admin, { ...reorder, previewToken: seen.token });
    expect(saved).toMatchObject({ version: 2, needsSync: true, appliedRunId: expect.any(String) as string });
    const run = await workOn(organizationId, SyncRunId.parse(saved.appliedRunId));
    expect(run).toMatchObject({ state: "succeeded", counts: { usersChanged: seen.usersChanged, accessLost: PEOPLE + 1 } });
    expect(await getSourceOfTruth(admin, {})).toMatchObject({ version: 2, appliedVersion: 2, needsSync: false });
    expect(new Set((await seeUsers(organizationId)).map(({ status }) => status))).toEqual(new Set(["SUSPENDED"]));
    const [entry] = (await listActivity(admin, { action: "source_of_truth.saved" })).items;
    expect(entry?.detail).toMatchObject({ differences: ["HR moves from place 1 to place 2."], appliedRunId: saved.appliedRunId });
  });

  it("is held with the new list where the accounts changed after it", async () => {
    const { admin, organizationId, directory, walks, reorder } = await given();
    await givenUser(organizationId, { role: "ADMIN" });
    const seen = await preview(admin, reorder);
    const saved = await saveSourceOfTruth(admin, { ...reorder, previewToken: seen.token });
    const [one, ...others] = walks[1]?.accounts ?? [];
    if (one === undefined) throw new Error("There is nobody to change.");
    await runEngine(organizationId, { scope: "INTEGRATION", walks: [{ integrationId: directory, accounts: [{ ...one, profile: { ...one.profile, givenName: "Dagny" } }, ...others] }] });
    const run = await workOn(organizationId, SyncRunId.parse(saved.appliedRunId));
    expect(run).toMatchObject({ state: "held", digest: expect.any(String) as string });
    expect((await seeUsers(organizationId)).every(({ status }) => status === "ACTIVE")).toBe(true);
    await saveSourceOfTruth(admin, { ...reorder, version: 2 });
    expect(await workOn(organizationId, run.id)).toMatchObject({ state: "discarded", error: { kind: "superseded" } });
  });

  it("never takes the last Admin's sign-in, token or not", async () => {
    const { admin, organizationId, reorder } = await given();
    const seen = await preview(admin, reorder);
    expect(seen.exceeded.map(({ limit }) => limit)).toContain("last-admin");
    const saved = await saveSourceOfTruth(admin, { ...reorder, previewToken: seen.token });
    expect(await workOn(organizationId, SyncRunId.parse(saved.appliedRunId))).toMatchObject({ state: "held" });
    expect((await seeUsers(organizationId)).every(({ status }) => status === "ACTIVE")).toBe(true);
  });

  it("keeps its word too where nothing at all would change", async () => {
    const { admin, organizationId, hr, directory } = await given();
    const same = { version: 1, userSources: [{ integrationId: hr }, { integrationId: directory }] };
    const seen = await preview(admin, same);
    expect(seen).toMatchObject({ usersChanged: 0, changes: [], lockedOut: [], exceeded: [] });
    const saved = await saveSourceOfTruth(admin, { ...same, previewToken: seen.token });
    expect(await workOn(organizationId, SyncRunId.parse(saved.appliedRunId))).toMatchObject({ state: "succeeded", counts: { usersChanged: 0 } });
    expect(await getSourceOfTruth(admin, {})).toMatchObject({ version: 2, appliedVersion: 2 });
  });
});

describe("a preview's token", () => {
  it("saves nothing but the very edit that was previewed, over the same version, in the same Organization", async () => {
    const { admin, directory, reorder } = await given();
    const foreign = await given();
    const seen = await preview(admin, reorder);
    const theirs = await preview(foreign.admin, foreign.reorder);
    const refused = async (edit: object, previewToken: string) => refusalOf(saveSourceOfTruth(admin, { ...reorder, ...edit, previewToken }));
    expect(await refused({ userSources: [{ integrationId: directory }] }, seen.token)).toMatchObject({ code: "conflict", message: expect.stringContaining("other settings") as string });
    expect(await refused({ statusPolicy: "most-restrictive" }, seen.token)).toMatchObject({ code: "conflict" });
    expect(await refused({}, theirs.token)).toMatchObject({ code: "conflict", message: expect.stringContaining("not kept") as string });
    await saveSourceOfTruth(admin, reorder);
    expect(await refused({ version: 2 }, seen.token)).toMatchObject({ code: "conflict", message: expect.stringContaining("version 1") as string });
    expect((await getSourceOfTruth(admin, {})).version).toBe(2);
  });

  it("is worth nothing after 24 hours", async () => {
    const { admin, organizationId, reorder } = await given();
    const { token } = await preview(admin, reorder);
    await inOrganization(organizationId, ({ db }) => db.preview.updateMany({ where: { organizationId }, data: { expiresAt: new Date() } }));
    expect(await refusalOf(saveSourceOfTruth(admin, { ...reorder, previewToken: token }))).toMatchObject({ code: "conflict" });
    expect(await refusalOf(listPreviewChanges(admin, { token }, never))).toMatchObject({ code: "not_found" });
  });

  it("waits for a sync of all sources to end, for that one would bring the new version without the promise", async () => {
    const { admin, organizationId, reorder } = await given();
    const { id } = await syncSourceOfTruth(admin, {});
    const { token } = await preview(admin, reorder);
    expect(await refusalOf(saveSourceOfTruth(admin, { ...reorder, previewToken: token }))).toMatchObject({ code: "conflict", message: expect.stringContaining("under way") as string });
    expect((await getSourceOfTruth(admin, {})).version).toBe(1);
    await inOrganization(organizationId, ({ db }) => db.syncRun.updateMany({ where: { organizationId, id }, data: { state: "CANCELLED" } }));
    expect(await saveSourceOfTruth(admin, { ...reorder, previewToken: token })).toMatchObject({ version: 2 });
  });
});

describe("the changes of a preview", () => {
  it("are listed whole, each once, those that take access first, on pages of seven", async () => {
    const { admin, reorder } = await given();
    const { token, changes } = await preview(admin, reorder);
    const seen: Awaited<ReturnType<typeof listPreviewChanges>>["items"] = [];
    let cursor: string | undefined;
    do {
      const page = await listPreviewChanges(admin, { token, limit: 7, cursor }, never);
      seen.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toHaveLength(PEOPLE * 2 + 1);
    expect(new Set(seen.map((change) => JSON.stringify(change))).size).toBe(seen.length);
    expect(seen.slice(0, 20)).toEqual(changes);
    expect(seen.slice(0, PEOPLE + 1).every(({ access }) => access === "LOST")).toBe(true);
    const other = await preview(admin, reorder);
    const { nextCursor } = await listPreviewChanges(admin, { token, limit: 1 }, never);
    expect(await refusalOf(listPreviewChanges(admin, { token: other.token, cursor: nextCursor ?? "" }, never))).toMatchObject({ code: "invalid_input" });
  });

  it("can be asked for by kind, field, sign-in and source, over the whole set and as a file", async () => {
    const { admin, reorder, hr, directory } = await given();
    const { token, byField, bySource } = await preview(admin, reorder);
    const all = (await listPreviewChanges(admin, { token, limit: 200 }, never)).items;
    for (const filter of [{ kind: "STATUS" }, { field: "title" }, { field: "employeeStatus" }, { access: "LOST" }, { integrationId: hr }, { integrationId: directory, kind: "FIELD" }] as const) {
      const expected = all.filter((change) => Object.entries(filter).every(([name, value]) => (name === "integrationId" ? change.source?.integrationId : Reflect.get(change, name)) === value));
      const { items } = await listPreviewChanges(admin, { token, limit: 200, ...filter }, never);
      expect(items, JSON.stringify(filter)).toEqual(expected);
      expect((await downloadPreview(admin, { token, ...filter }, never)).text.trim().split("\r\n"), JSON.stringify(filter)).toHaveLength(expected.length + 1);
      if ("field" in filter) expect(items).toHaveLength(byField[filter.field] ?? 0);
    }
    expect(Object.values(bySource).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0);
    const { nextCursor } = await listPreviewChanges(admin, { token, limit: 1 }, never);
    expect(await refusalOf(listPreviewChanges(admin, { token, kind: "STATUS", cursor: nextCursor ?? "" }, never))).toMatchObject({ code: "invalid_input" });
  });

  it("keep one order also among people of one name who would be created", async () => {
    const { admin, organizationId, hr, directory } = await given();
    const extra = await givenSource(organizationId, "Extra");
    const twins = Array.from({ length: 9 }, (_, index) => account(`twin-${String(index)}`, { email: `twin${String(index)}@acme.test`, givenName: "Twin", title: `No ${String(index)}` }));
    await runEngine(organizationId, { scope: "INTEGRATION", walks: [{ integrationId: extra, accounts: twins }] });
    const { token } = await preview(admin, { version: 1, userSources: [hr, directory, extra].map((integrationId) => ({ integrationId })) });
    const firstPages = await Promise.all([1, 2].map(() => listPreviewChanges(admin, { token, limit: 4 }, never)));
    expect(firstPages[0]).toEqual(firstPages[1]);
    expect(firstPages[0]?.items.every(({ kind, user }) => kind === "CREATE" && user.id === null)).toBe(true);
  });

  it("are one file for people, in which a name that a source made a formula is text", async () => {
    const { admin, sessionToken, reorder } = await given();
    const { token } = await preview(admin, reorder);
    const { text } = await downloadPreview(admin, { token }, never);
    expect(text.split("\r\n")).toHaveLength(PEOPLE * 2 + 3);
    expect(text).toContain("'=Boss");
    expect(text).not.toMatch(/(^|,)=/m);
    const answer = await downloadFromApi(`source-of-truth/previews/${token}/csv`, { session: sessionToken });
    expect(answer).toMatchObject({ status: 200, text });
    expect(answer.headers.get("content-type")).toMatch(/^text\/csv/);
    expect(answer.headers.get("content-disposition")).toContain("source-of-truth-preview.csv");
  });

  it("are refused, and not made up, where the evidence is another by now", async () => {
    const { admin, organizationId, directory, reorder } = await given();
    const { token } = await preview(admin, reorder);
    await runEngine(organizationId, { scope: "INTEGRATION", walks: [{ integrationId: directory, accounts: people("SUSPENDED", "Dora").slice(1) }], mode: "INCREMENTAL" });
    expect((await listPreviewChanges(admin, { token }, never)).items).not.toHaveLength(0);
    await runEngine(organizationId, { scope: "INTEGRATION", walks: [{ integrationId: directory, accounts: people("ACTIVE", "Dora").slice(0, 1) }], mode: "INCREMENTAL" });
    expect(await refusalOf(listPreviewChanges(admin, { token }, never))).toMatchObject({ code: "conflict" });
    expect(await refusalOf(downloadPreview(admin, { token }, never))).toMatchObject({ code: "conflict" });
  });

  it("are nobody else's: another Organization finds no such preview, and an employee is refused", async () => {
    const { admin, reorder } = await given();
    const foreign = await givenOrganization();
    const { token } = await preview(admin, reorder);
    expect(await refusalOf(listPreviewChanges(foreign.admin, { token }, never))).toMatchObject({ code: "not_found" });
    expect(await refusalOf(downloadPreview(foreign.admin, { token }, never))).toMatchObject({ code: "not_found" });
    expect(await refusalOf(preview({ ...admin, role: "USER" }, reorder))).toMatchObject({ code: "forbidden" });
    expect(await refusalOf(preview(foreign.admin, { ...reorder, version: 0 }))).toMatchObject({ code: "invalid_input" });
    expect(await refusalOf(preview(admin, { ...reorder, version: 0 }))).toMatchObject({ code: "conflict" });
  });
});

describe("previews at the speed of a drag", () => {
  it("come one after the other and all right, and one that was given up makes room", async () => {
    const { admin, reorder, hr, directory } = await given();
    const same = { version: 1, userSources: [{ integrationId: hr }, { integrationId: directory }] };
    const given1 = new AbortController();
    const asked = [preview(admin, reorder), previewSourceOfTruth(admin, reorder, given1.signal), preview(admin, same), preview(admin, reorder)];
    given1.abort();
    const [first, abandoned, nothing, last] = await Promise.allSettled(asked);
    expect(abandoned).toMatchObject({ status: "rejected", reason: { code: "unavailable" } });
    expect([first, nothing, last].map((answer) => (answer?.status === "fulfilled" ? answer.value.usersChanged : null))).toEqual([PEOPLE + 1, 0, PEOPLE + 1]);
  });

  it("end in the database when the client has gone, and leave the connection to others", async () => {
    const { admin, reorder } = await given();
    await databaseOf(ownerUrl(), async (owner) => {
      // Somebody holds a table that a preview reads: without a cancel it would go on waiting after its client.
      await owner.query("begin; lock table source_of_truth_versions in access exclusive mode");
      const waiting = () => owner.query<{ n: number }>("select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()");
      const gone = new AbortController();
      const asked = refusalOf(previewSourceOfTruth(admin, reorder, gone.signal));
      await expect.poll(async () => (await waiting()).rows[0]?.n).toBe(1);
      gone.abort();
      expect(await asked).toMatchObject({ code: "unavailable" });
      expect((await waiting()).rows[0]?.n).toBe(0);
      await owner.query("rollback");
    });
    expect((await preview(admin, reorder)).usersChanged).toBe(PEOPLE + 1);
  });
});
