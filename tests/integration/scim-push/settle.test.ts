import { describe, expect, it } from "vitest";
import { finishRun } from "@/lib/use-cases/sync-runs/finish-run";
import { syncSourceOfTruth } from "@/lib/use-cases/source-of-truth/sync-source-of-truth";
import { givenUserSources } from "@/tests/support/given-integrations";
import { givenWorker, whenEnded } from "@/tests/support/given-worker";
import { seeUsers } from "@/tests/support/engine";
import { type GivenScim, givenPerson, givenScim, patchOf, runsOf } from "./given-scim";
import { SyncRunId } from "@/lib/core/ids";

const off = patchOf({ op: "Replace", path: "active", value: "False" });

async function givenSource(people: readonly string[]): Promise<GivenScim & { ids: string[] }> {
  const scim = await givenScim();
  const ids: string[] = [];
  for (const name of people) ids.push(await givenPerson(scim, name));
  await givenUserSources(scim.admin, [scim.integrationId]);
  const { id } = await syncSourceOfTruth(scim.admin, {});
  expect(await whenEnded(scim.organizationId, SyncRunId.parse(id))).toMatchObject({ state: "succeeded" });
  return { ...scim, ids };
}

const statuses = async ({ organizationId }: GivenScim): Promise<string[]> => (await seeUsers(organizationId)).map(({ email, status }) => `${email ?? ""} ${status}`);

describe("what was pushed", () => {
  givenWorker();

  it("reaches Users without anybody asking for a sync, and takes access away within two seconds", async () => {
    const scim = await givenSource(["ada", "bob", "cyd"]);
    expect(await statuses(scim)).toEqual(["ada@acme.test ACTIVE", "bob@acme.test ACTIVE", "cyd@acme.test ACTIVE"]);
    await scim.call("PATCH", `/Users/${scim.ids[0] ?? ""}`, off);
    await expect.poll(() => statuses(scim), { timeout: 2_000, interval: 50 }).toEqual(["ada@acme.test INACTIVE", "bob@acme.test ACTIVE", "cyd@acme.test ACTIVE"]);
    await scim.call("DELETE", `/Users/${scim.ids[1] ?? ""}`);
    await expect.poll(() => statuses(scim), { timeout: 2_000, interval: 50 }).toContain("bob@acme.test INACTIVE");
    await givenPerson(scim, "dan");
    await expect.poll(() => statuses(scim), { timeout: 5_000, interval: 50 }).toContain("dan@acme.test ACTIVE");
  });

  it("is held where it takes access from too many, and what follows does not let the list go", async () => {
    const scim = await givenSource(Array.from({ length: 12 }, (_, index) => `p${String(index)}`));
    await scim.call("POST", "/Bulk", { schemas: ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], Operations: scim.ids.slice(0, 8).map((id) => ({ method: "PATCH", path: `/Users/${id}`, data: off })) });
    const held = async () => (await runsOf(scim)).filter(({ state }) => state === "HELD").length;
    const quiet = async () => (await runsOf(scim)).every(({ state }) => state !== "QUEUED" && state !== "RUNNING");
    await expect.poll(async () => (await held()) === 1 && (await quiet()), { timeout: 10_000 }).toBe(true);
    await scim.call("PATCH", `/Users/${scim.ids[11] ?? ""}`, patchOf({ op: "replace", path: "title", value: "New" }));
    await expect.poll(async () => (await runsOf(scim)).length > 1 && (await quiet()), { timeout: 10_000 }).toBe(true);
    const inactive = (await statuses(scim)).filter((status) => status.endsWith("INACTIVE")).length;
    expect(inactive).toBeLessThan(8);
    expect(await held()).toBe(1);
  });
});

describe("a burst of pushes", () => {
  it("makes one run that waits, and after it one for whoever came meanwhile", async () => {
    const scim = await givenScim();
    await Promise.all(Array.from({ length: 40 }, (_, index) => givenPerson(scim, `p${String(index)}`)));
    const [first, ...more] = await runsOf(scim);
    expect(more).toEqual([]);
    await finishRun({ organizationId: scim.organizationId, syncRunId: SyncRunId.parse(first?.id) });
    expect(await runsOf(scim)).toMatchObject([{ state: "SUCCEEDED" }]);
    await Promise.all(Array.from({ length: 10 }, (_, index) => givenPerson(scim, `q${String(index)}`)));
    expect(await runsOf(scim)).toMatchObject([{ state: "SUCCEEDED" }, { state: "QUEUED" }]);
  });
});
