import { expect, it } from "vitest";
import { GET } from "@/app/metrics/route";
import { inOrganization } from "@/lib/db/in-organization";
import { givenOrganization } from "../../support/given";
import { asOwner, givenFakeSource, startRun } from "../../support/given-fake-source";
import { runSync, workOn } from "../../support/run-sync";

const TOKEN = "a-metrics-token-of-this-test";
// Before the settings are read for the first time in this file.
process.env["METRICS_TOKEN"] = TOKEN;

const ask = (authorization?: string): Promise<Response> => GET(new Request("http://localhost:3000/metrics", { headers: authorization === undefined ? {} : { authorization } }));

async function readMetrics(): Promise<Record<string, number>> {
  const text = await (await ask(`Bearer ${TOKEN}`)).text();
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.slice(line.lastIndexOf(" ") + 1))]));
}

it("shows nothing to whoever has no token", async () => {
  for (const header of [undefined, "Bearer wrong", TOKEN, `Basic ${TOKEN}`]) expect((await ask(header)).status).toBe(404);
  expect((await ask(`Bearer ${TOKEN}`)).headers.get("content-type")).toContain("version=0.0.4");
});

it("counts runs, pages, what waits and what is overdue, over all Organizations", async () => {
  const { organizationId, admin } = await givenOrganization();
  const source = await givenFakeSource(organizationId, 450);
  const before = await readMetrics();
  await runSync(organizationId, { integrationIds: [source.integrationId], scope: "INTEGRATION" });
  const read = await readMetrics();
  const grown = (name: string): number => (read[name] ?? 0) - (before[name] ?? 0);
  expect(grown("lumos_accounts_read_total")).toBe(450);
  expect(grown("lumos_pages_read_total")).toBe(4);
  expect(grown('lumos_sync_runs{state="succeeded"}')).toBe(1);
  expect(read).toMatchObject({ lumos_sync_runs_held: 0, lumos_lease_losses_total: 0, lumos_transitions_due: 0, 'lumos_queue_depth{lane="read"}': 0 });

  const { id } = await startRun(admin, { integrationIds: [source.integrationId] }, { isAnnounced: false });
  await asOwner("update sync_runs set created_at = now() - interval '90 seconds' where id = $1", [id]);
  await asOwner("update users set next_transition_at = now() - interval '30 seconds' where organization_id = $1", [organizationId]);
  const waiting = await readMetrics();
  expect(waiting).toMatchObject({ 'lumos_queue_depth{lane="read"}': 1, 'lumos_sync_runs{state="queued"}': 1, lumos_transitions_due: 1 });
  expect(waiting["lumos_queue_age_seconds"]).toBeGreaterThanOrEqual(90);
  expect(waiting["lumos_transition_oldest_due_seconds"]).toBeGreaterThanOrEqual(30);
});

it("counts a lease that was lost, for it means that a worker died or hung", async () => {
  const { organizationId, admin } = await givenOrganization();
  const source = await givenFakeSource(organizationId, 3);
  const { id } = await startRun(admin, { integrationIds: [source.integrationId] }, { isAnnounced: false });
  await asOwner("update walks set state = 'READING', lease_epoch = 1, lease_expires_at = now() - interval '1 second' where sync_run_id = $1", [id]);
  await workOn(organizationId, id);

  expect((await readMetrics())["lumos_lease_losses_total"]).toBe(1);
});

it("names no Organization and nobody of it", async () => {
  const { name } = await givenOrganization();
  const text = await (await ask(`Bearer ${TOKEN}`)).text();
  const organizations = await inOrganization((await givenOrganization()).organizationId, ({ db }) => db.organization.findMany());
  for (const word of [name, ...organizations.flatMap((organization) => [organization.name, organization.id])]) expect(text).not.toContain(word);
});
