import { afterAll, describe, expect, it } from "vitest";
import { SyncRunId, UserId } from "@/lib/core/ids";
import { restoreSource } from "@/lib/core/restore-source";
import { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { closeProducer } from "@/lib/jobs/announce";
import { setOverride } from "@/lib/use-cases/overrides/set-override";
import { getSourceOfTruth } from "@/lib/use-cases/source-of-truth/get-source-of-truth";
import { listFormerSources } from "@/lib/use-cases/source-of-truth/list-former-sources";
import { previewSourceOfTruth } from "@/lib/use-cases/source-of-truth/preview-source-of-truth";
import { saveSourceOfTruth } from "@/lib/use-cases/source-of-truth/save-source-of-truth";
import { approveSyncRun } from "@/lib/use-cases/sync-runs/approve-sync-run";
import { getSyncRun } from "@/lib/use-cases/sync-runs/get-sync-run";
import { undoSyncRun } from "@/lib/use-cases/sync-runs/undo-sync-run";
import { finishRun } from "@/lib/use-cases/sync-runs/finish-run";
import { explainUser } from "@/lib/use-cases/users/explain-user";
import { callApi } from "../../support/call-api";
import { account, givenPolicy, givenSource, runEngine, seeUsers, settle } from "../../support/engine";
import { givenOrganization } from "../../support/given";
import { asOwner } from "../../support/given-fake-source";
import { runSync, workOn } from "../../support/run-sync";

afterAll(closeProducer);

const person = (name: string) => ({ email: `${name}@acme.test`, givenName: name, familyName: "Lin" });
const never = new AbortController().signal;

/** Six people: `both` is in HR and Okta, five in Okta only. */
async function givenTwoSources() {
  const organization = await givenOrganization();
  const { organizationId } = organization;
  const hr = await givenSource(organizationId, "HR");
  const okta = await givenSource(organizationId, "Okta");
  await givenPolicy(organizationId, [hr, okta], { statusMaps: { [okta]: { recovery: "SUSPENDED" } } });
  const names = ["a", "b", "c", "d", "e"];
  await runEngine(organizationId, {
    walks: [
      { integrationId: hr, accounts: [account("h", person("both"))] },
      { integrationId: okta, accounts: [account("o", person("both")), ...names.map((name) => account(`o-${name}`, person(name)))] },
    ],
  });
  return { ...organization, hr, okta };
}

type Given = Awaited<ReturnType<typeof givenTwoSources>>;

const statuses = async ({ organizationId }: Given) => Object.fromEntries<string>((await seeUsers(organizationId)).map(({ email, status }) => [email?.split("@")[0] ?? "", status]));
const allActive = { both: "ACTIVE", a: "ACTIVE", b: "ACTIVE", c: "ACTIVE", d: "ACTIVE", e: "ACTIVE" };
const allButBothInactive = { both: "ACTIVE", a: "INACTIVE", b: "INACTIVE", c: "INACTIVE", d: "INACTIVE", e: "INACTIVE" };

const removeOkta = async ({ admin, hr, okta }: Given, people: "keep" | "deactivate") =>
  saveSourceOfTruth(admin, { version: 1, userSources: [{ integrationId: hr }], deactivatesPeopleOf: people === "deactivate" ? [okta] : [] });

/** Reads HR only, as "Sync all changes" does once Okta is gone. */
const syncAll = ({ organizationId }: Given) => runSync(organizationId, { integrationIds: [], scope: "SOURCE_OF_TRUTH" });

describe("removing a source", () => {
  it("keeps the people of a removed source as they are unless somebody says otherwise (DOMAIN rule 5)", async () => {
    const given = await givenTwoSources();
    await removeOkta(given, "keep");
    expect(await syncAll(given)).toMatchObject({ state: "succeeded" });
    expect(await statuses(given)).toEqual(allActive);
    expect((await seeUsers(given.organizationId)).filter(({ isSourceless }) => isSourceless)).toHaveLength(5);
  });

  it("deactivates those whom no other source has in one run, which shows them first, waits at the limits, and can be undone", async () => {
    const given = await givenTwoSources();
    const { admin, organizationId, hr, okta } = given;
    const shown = await previewSourceOfTruth(admin, { version: 1, userSources: [{ integrationId: hr }], deactivatesPeopleOf: [okta] }, never);
    expect(shown).toMatchObject({ usersChanged: 5, counts: { accessLost: 5 }, exceeded: [{ limit: "absence" }] });
    await removeOkta(given, "deactivate");
    const held = await syncAll(given);
    expect([held.state, await statuses(given)]).toEqual(["held", allActive]);

    await approveSyncRun(admin, { id: held.id, digest: held.digest ?? "" });
    await workOn(organizationId, held.id);
    expect(await statuses(given)).toEqual(allButBothInactive);
    expect(await syncAll(given)).toMatchObject({ state: "succeeded", counts: { usersChanged: 0 } });
    const [a] = (await seeUsers(organizationId)).filter(({ email }) => email === "a@acme.test");
    const why = await explainUser(admin, { id: UserId.parse(a?.id), field: "employeeStatus" });
    expect(why.fields[0]).toMatchObject({ value: "INACTIVE", storedValue: "INACTIVE", rule: "source-removed", winner: { source: { name: "Okta" } } });

    const undo = await undoSyncRun(admin, { id: held.id });
    await finishRun({ organizationId, syncRunId: undo.id });
    expect([(await getSyncRun(admin, { id: SyncRunId.parse(undo.id) })).state, await statuses(given)]).toEqual(["succeeded", allActive]);
  });

  it("leaves people alone who have joined another source, or whom a person set", async () => {
    const given = await givenTwoSources();
    const { admin, organizationId, hr } = given;
    const users = new Map((await seeUsers(organizationId)).map(({ email, id }) => [email, UserId.parse(id)]));
    const b = users.get("b@acme.test");
    if (b !== undefined) await setOverride(admin, { id: b, field: "employeeStatus", value: "ACTIVE", reason: "On a project until spring" });
    await removeOkta(given, "deactivate");
    const held = await runEngine(organizationId, { walks: [{ integrationId: hr, accounts: [account("h", person("both")), account("h-a", person("a"))] }] });
    await settle(organizationId, held.syncRunId, held.digest ?? "");
    expect(await statuses(given)).toEqual({ ...allButBothInactive, a: "ACTIVE", b: "ACTIVE" });
  });

  it("offers a source again with the links, overrides and settings it had, for 30 days", async () => {
    const given = await givenTwoSources();
    const { admin, organizationId, okta, hr } = given;
    const before = await seeUsers(organizationId);
    await saveSourceOfTruth(admin, { version: 1, userSources: [{ integrationId: hr }, { integrationId: okta, role: "match-only", status: "may-only-restrict" }] });
    await saveSourceOfTruth(admin, { version: 2, userSources: [{ integrationId: hr }], statusMaps: {}, deactivatesPeopleOf: [okta] });
    const { body } = await callApi("GET", "source-of-truth/former-sources", { session: given.sessionToken });
    expect(body["items"]).toMatchObject([{ integrationId: okta, name: "Okta", version: 2 }]);

    const { items: [former] } = await listFormerSources(admin, {});
    const now = SourceOfTruthPolicy.parse(await getSourceOfTruth(admin, {}));
    const restored = restoreSource(now, former?.policy ?? now, okta);
    const saved = await saveSourceOfTruth(admin, { version: 3, ...restored });
    expect(saved).toMatchObject({ userSources: [{}, { role: "match-only", status: "may-only-restrict" }], deactivatesPeopleOf: [], statusMaps: { [okta]: { recovery: "SUSPENDED" } } });
    await syncAll(given);
    expect(await seeUsers(organizationId)).toEqual(before);
    expect((await listFormerSources(admin, {})).items).toEqual([]);
  });

  it("forgets what a source decided 30 days after it was removed", async () => {
    const given = await givenTwoSources();
    await removeOkta(given, "keep");
    await asOwner("update source_of_truth_versions set saved_at = now() - interval '31 days' where organization_id = $1", [given.organizationId]);
    expect((await listFormerSources(given.admin, {})).items).toEqual([]);
  });
});
