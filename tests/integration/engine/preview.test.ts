import { describe, expect, it } from "vitest";
import { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { inOrganization } from "@/lib/db/in-organization";
import { previewPolicy } from "@/lib/db/sync/preview-policy";
import { resettleUsers } from "@/lib/db/sync/resettle-users";
import { UserId } from "@/lib/core/ids";
import { account, givenPolicy, givenSource, runEngine, seeUsers } from "../../support/engine";
import { givenOrganization } from "../../support/given";

async function given() {
  const organization = await givenOrganization();
  const { organizationId } = organization;
  const hr = await givenSource(organizationId, "HR");
  const okta = await givenSource(organizationId, "Okta");
  await givenPolicy(organizationId, [hr, okta]);
  await runEngine(organizationId, {
    walks: [
      { integrationId: hr, accounts: [account("h1", { email: "maya@acme.test", givenName: "Maya" }), account("h2", { email: "bo@acme.test", givenName: "Bo" })] },
      { integrationId: okta, accounts: [account("o1", { email: "maya@acme.test", givenName: "May" }, { status: "SUSPENDED" }), account("o3", { email: "zoe@acme.test" })] },
    ],
  });
  return { ...organization, hr, okta };
}

describe("a preview", () => {
  it("says what a reorder would do, and does nothing", async () => {
    const { organizationId, hr, okta } = await given();
    const before = await seeUsers(organizationId);
    const draft = SourceOfTruthPolicy.parse({ userSources: [{ integrationId: okta }, { integrationId: hr }] });
    const preview = await inOrganization(organizationId, (scope) => previewPolicy(scope, draft));
    expect(preview).toMatchObject({
      usersChanged: 1, byField: { givenName: 1, employeeStatus: 1 }, bySource: { [okta]: 2 }, lockedOut: [{ name: "Maya", isAdmin: false }], regained: 0, exceeded: [],
      changes: [{ kind: "STATUS", before: "ACTIVE", after: "SUSPENDED", access: "LOST", integrationId: okta }, { kind: "FIELD", field: "givenName", before: "Maya", after: "May" }],
    });
    expect(await seeUsers(organizationId)).toEqual(before);
    const again = await inOrganization(organizationId, async (scope) => [(await previewPolicy(scope, draft)).digest, (await previewPolicy(scope, draft)).digest]);
    expect(again).toEqual([preview.digest, preview.digest]);
  });

  it("says plainly that nothing changes", async () => {
    const { organizationId, hr, okta } = await given();
    const same = SourceOfTruthPolicy.parse({ userSources: [{ integrationId: hr }, { integrationId: okta }] });
    expect(await inOrganization(organizationId, (scope) => previewPolicy(scope, same))).toMatchObject({ digest: null, usersChanged: 0, changes: [] });
  });
});

describe("a decision about single Users", () => {
  it("takes effect at once, with history and the end of sessions, and touches nobody else", async () => {
    const { organizationId, admin } = await given();
    const [bo, maya] = await seeUsers(organizationId);
    await inOrganization(organizationId, async (scope) => {
      await scope.db.override.create({ data: { organizationId, userId: maya?.id ?? "", field: "employeeStatus", value: "SUSPENDED", reason: "Lost laptop", ownerId: admin.userId } });
      await resettleUsers(scope, { userIds: [UserId.parse(maya?.id)], actorUserId: admin.userId, reason: "OVERRIDE" });
    });
    expect((await seeUsers(organizationId)).map(({ id, status }) => [id, status])).toEqual(expect.arrayContaining([[maya?.id, "SUSPENDED"], [bo?.id, "ACTIVE"]]));
    const changes = await inOrganization(organizationId, ({ db }) => db.change.findMany({ where: { organizationId, userId: maya?.id ?? "", kind: "STATUS" } }));
    expect(changes).toMatchObject([{ before: "ACTIVE", after: "SUSPENDED", reason: "OVERRIDE", actorUserId: admin.userId, syncRunId: null, access: "LOST" }]);
  });

  it("never takes sign-in from the last Admin", async () => {
    const { organizationId, admin } = await given();
    const decide = inOrganization(organizationId, async (scope) => {
      await scope.db.override.create({ data: { organizationId, userId: admin.userId, field: "employeeStatus", value: "INACTIVE", reason: "?", ownerId: admin.userId } });
      await resettleUsers(scope, { userIds: [admin.userId], actorUserId: admin.userId, reason: "OVERRIDE" });
    });
    await expect(decide).rejects.toMatchObject({ code: "conflict" });
  });
});
