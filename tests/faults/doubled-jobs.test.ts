import { afterAll, beforeAll, expect, it } from "vitest";
import { inOrganization } from "@/lib/db/in-organization";
import type { JobHandlers, JobOutcome } from "@/lib/jobs/definitions";
import { closeProducer } from "@/lib/jobs/announce";
import { handlers } from "@/workers/handlers";
import { type RunningWorker, startWorker } from "@/workers/runtime";
import { startRun } from "../support/given-fake-source";
import { whenEnded } from "../support/given-worker";
import { givenTenant, type Tenant } from "./support/world";

type Work = () => Promise<JobOutcome>;
type Delivery = (work: Work) => Promise<JobOutcome>;
const once: Delivery = (work) => work();
const again: Delivery = async (work) => (await work()) ?? (await work());
const atTheSameTime: Delivery = async (work) => {
  const outcomes = await Promise.all([work(), work(), work()]);
  return outcomes.find((outcome) => outcome !== undefined);
};

/** The product's handlers, each job delivered as the queue may deliver it. */
const delivered = (by: Delivery): JobHandlers => ({
  "read-source": (payload, context) => by(() => handlers["read-source"](payload, context)),
  "finish-run": (payload, context) => by(() => handlers["finish-run"](payload, context)),
  "finish-large-run": (payload, context) => by(() => handlers["finish-large-run"](payload, context)),
});

const tenants: Tenant[] = [];
let worker: RunningWorker | undefined;
beforeAll(async () => {
  for (let place = 0; place < 3; place += 1) tenants.push(await givenTenant("doubled", "scim", [450, 210]));
});
afterAll(async () => {
  await worker?.stop();
  await closeProducer();
  for (const { provider } of tenants.flatMap(({ sources }) => sources)) await provider.stop();
});

async function syncEverything({ organizationId, admin, sources }: Tenant): Promise<void> {
  const run = await startRun(admin, { scope: "SOURCE_OF_TRUTH", integrationIds: sources.map(({ integrationId }) => integrationId) });
  expect(await whenEnded(organizationId, run.id)).toMatchObject({ state: "succeeded" });
}

/** People come, leave and change their names, and all of it is synced, page by page, with every job delivered so. */
async function live(tenant: Tenant, by: Delivery): Promise<unknown> {
  worker = await startWorker(delivered(by));
  await syncEverything(tenant);
  const provider = tenant.sources[0]?.provider;
  for (const key of ["p000003", "p000290"]) provider?.setStatus(key, "false");
  provider?.rename("p000005", { familyName: "Renamed" });
  await syncEverything(tenant);
  await worker.stop();
  worker = undefined;
  return traceOf(tenant);
}

/** Everything that was written, without what differs between any two Organizations: ids and times. */
function traceOf({ organizationId, admin }: Tenant): Promise<unknown> {
  const where = { organizationId };
  return inOrganization(organizationId, async ({ db }) => ({
    users: await db.user.findMany({ where: { ...where, id: { not: admin.userId } }, orderBy: { email: "asc" }, select: { email: true, familyName: true, employeeStatus: true, profile: true } }),
    accounts: await db.account.groupBy({ by: ["status", "linkRule"], where, _count: true, orderBy: [{ status: "asc" }, { linkRule: "asc" }] }),
    missing: await db.account.count({ where: { ...where, missingWalks: { gt: 0 } } }),
    staged: await db.stagedAccount.count({ where }),
    walks: await db.walk.findMany({ where, orderBy: [{ accounts: "asc" }, { id: "asc" }], select: { state: true, pages: true, accounts: true, isComplete: true } }),
    changes: await db.change.groupBy({ by: ["kind", "field", "before", "after", "access", "reason"], where, _count: true, orderBy: [{ kind: "asc" }, { field: "asc" }, { before: "asc" }, { after: "asc" }] }),
    activity: await db.activityEntry.groupBy({ by: ["action"], where, _count: true, orderBy: { action: "asc" } }),
    events: await db.outboxEvent.groupBy({ by: ["type"], where, _count: true, orderBy: { type: "asc" } }),
    runs: await db.syncRun.groupBy({ by: ["state"], where, _count: true }),
  }));
}

it("REL-4: a job that is delivered twice, or three times at once, leaves what one that is delivered once leaves", async () => {
  const [first, second, third] = tenants;
  if (first === undefined || second === undefined || third === undefined) throw new Error("there are three of them");
  const expected = await live(first, once);
  expect(expected).toMatchObject({ events: [{ _count: 2 }], staged: 0, missing: 0 });

  expect(await live(second, again)).toEqual(expected);
  expect(await live(third, atTheSameTime)).toEqual(expected);
}, 120_000);
