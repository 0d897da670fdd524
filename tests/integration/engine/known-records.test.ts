import { afterAll, expect, it } from "vitest";
import type { OrganizationId, SyncRunId, WalkId } from "@/lib/core/ids";
import { inOrganization } from "@/lib/db/in-organization";
import { closeProducer } from "@/lib/jobs/announce";
import { finishRun } from "@/lib/use-cases/sync-runs/finish-run";
import { readSource } from "@/lib/use-cases/sync-runs/read-source";
import { getSyncRunView } from "@/lib/use-cases/sync-runs/sync-run-view";
import { givenOrganization } from "../../support/given";
import { countAccounts, givenFakeSource, startRun } from "../../support/given-fake-source";

afterAll(closeProducer);

const { signal } = new AbortController();

async function givenSource(people: number) {
  const { organizationId, admin } = await givenOrganization();
  const source = await givenFakeSource(organizationId, people);
  const start = async (scope: "INTEGRATION" | "SOURCE_OF_TRUTH"): Promise<{ syncRunId: SyncRunId; read: () => Promise<unknown>; finish: () => Promise<unknown>; view: () => Promise<unknown> }> => {
    const { id: syncRunId } = await startRun(admin, { scope, integrationIds: [source.integrationId] }, { isAnnounced: false });
    const walk = await inOrganization(organizationId, ({ db }) => db.walk.findFirstOrThrow({ where: { organizationId, syncRunId } }));
    return {
      syncRunId,
      read: () => readSource({ organizationId, syncRunId, walkId: walk.id as WalkId }, { signal }),
      finish: () => finishRun({ organizationId, syncRunId }),
      view: () => inOrganization(organizationId, (tenant) => getSyncRunView(tenant, syncRunId)),
    };
  };
  const sync = async (): Promise<unknown> => {
    const run = await start("INTEGRATION");
    await run.read();
    await run.finish();
    return run.view();
  };
  return { organizationId, source, start, sync };
}

const titles = (organizationId: OrganizationId): Promise<Map<string, unknown>> =>
  inOrganization(organizationId, async ({ db }) => {
    const accounts = await db.account.findMany({ where: { organizationId }, select: { externalId: true, profile: true } });
    return new Map(accounts.map(({ externalId, profile }) => [externalId, (profile as { givenName?: string }).givenName]));
  });

const countBodies = (organizationId: OrganizationId): Promise<number> =>
  inOrganization(organizationId, ({ db }) => db.stagedAccount.count({ where: { organizationId, isUnderstood: true } }));

it("stages of a source that did not change nobody's body, writes no Account, and takes nobody for missing", async () => {
  const { organizationId, start, sync } = await givenSource(450);
  await sync();
  const versions = () => inOrganization(organizationId, ({ db }) => db.$queryRaw`select id, xmin::text from accounts where organization_id = ${organizationId}::uuid order by id`);
  const before = await versions();

  const again = await start("INTEGRATION");
  await again.read();
  expect(await countBodies(organizationId)).toBe(0);
  await again.finish();

  expect(await again.view()).toMatchObject({ state: "succeeded", counts: { accountsRead: 450, accountsChanged: 0, missing: 0 } });
  expect(await versions()).toEqual(before);
});

it("takes over the one record that changed among many that did not, and counts who is gone", async () => {
  const { organizationId, source, sync } = await givenSource(450);
  await sync();
  const [changed, gone] = source.provider.people();
  if (!changed || !gone) throw new Error("Nobody is there.");
  source.provider.rename(changed.key, { givenName: "Renamed" });
  source.provider.remove(gone.key);

  expect(await sync()).toMatchObject({ state: "succeeded", counts: { accountsRead: 449, accountsChanged: 1, missing: 1 } });
  expect((await titles(organizationId)).get(changed.id)).toBe("Renamed");
  expect(await countAccounts(organizationId)).toBe(450);
});

it("reads a walk again whose unchanged records another run has overwritten meanwhile", async () => {
  const { organizationId, source, start, sync } = await givenSource(250);
  await sync();
  const [person] = source.provider.people();
  if (!person) throw new Error("Nobody is there.");
  // One run reads the new name, another one after it the old name, which is what is stored; then the first one settles.
  const first = await start("INTEGRATION");
  source.provider.rename(person.key, { givenName: "Passing" });
  await first.read();
  source.provider.rename(person.key, { givenName: person.givenName });
  // The record is stored word for word as before, but for the moment of its change.
  const second = await start("SOURCE_OF_TRUTH");
  await second.read();
  await inOrganization(organizationId, ({ db }) =>
    db.$executeRaw`update staged_accounts staged set is_understood = false, content_hash = account.content_hash
      from accounts account, walks where walks.organization_id = ${organizationId}::uuid and walks.id = staged.walk_id
        and walks.sync_run_id = ${second.syncRunId}::uuid and staged.organization_id = ${organizationId}::uuid
        and account.organization_id = ${organizationId}::uuid and account.external_id = staged.external_id`,
  );
  await first.finish();
  expect((await titles(organizationId)).get(person.id)).toBe("Passing");

  await second.finish();
  expect(await second.view()).toMatchObject({ state: "running", progress: { sources: [{ state: "queued" }] } });
  await second.read();
  await second.finish();

  expect(await second.view()).toMatchObject({ state: "succeeded" });
  expect((await titles(organizationId)).get(person.id)).toBe(person.givenName);
});
