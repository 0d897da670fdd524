import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { handleApiRequest } from "@/lib/api/handle-request";
import type { OrganizationId } from "@/lib/core/ids";
import { recordActivity } from "@/lib/db/activity";
import { inOrganization } from "@/lib/db/in-organization";
import { listActivity } from "@/lib/use-cases/activity/list-activity";
import { sealActivity } from "@/lib/use-cases/activity/seal-activity";
import { callApi } from "../../support/call-api";
import { givenOrganization } from "../../support/given";

const entry = (organizationId: OrganizationId, actor: string, action: string, name: string, id: string = randomUUID()) =>
  inOrganization(organizationId, (scope) => recordActivity(scope, { actor: { kind: "system", name: actor }, action, target: { type: "user", id, name } }));

async function download(session: string, query: string): Promise<{ response: Response; text: string }> {
  const response = await handleApiRequest(new Request(`http://localhost:3000/api/v1/activity/export?${query}`, { headers: { cookie: `next-auth.session-token=${session}` } }));
  return { response, text: await response.text() };
}

it("hands out every entry once, oldest first, with its link, over many pages", async () => {
  const { organizationId, sessionToken } = await givenOrganization();
  await inOrganization(organizationId, ({ db }) =>
    db.activityEntry.createMany({ data: Array.from({ length: 2_345 }, (_, number) => ({ organizationId, actorName: "sync", action: "user.status_changed", target: { type: "user", id: String(number), name: "" } })) }),
  );
  await sealActivity();
  const { response, text } = await download(sessionToken, "format=ndjson");
  expect(response.headers.get("content-type")).toBe("application/x-ndjson; charset=utf-8");
  expect(response.headers.get("content-disposition")).toBe('attachment; filename="activity.ndjson"');
  const lines = text.trimEnd().split("\n").map((line) => JSON.parse(line) as { place: number | null; hash: string | null; at: string; action: string });
  const sealed = lines.filter(({ hash }) => hash !== null);
  expect(sealed.map(({ place }) => place)).toEqual(Array.from({ length: sealed.length }, (_, index) => index + 1));
  // The Admin's own sign-in came first.
  expect(sealed).toHaveLength(2_346);
  expect(new Set(sealed.map(({ hash }) => hash)).size).toBe(sealed.length);
  // That it was taken is an entry too, and waits for its link.
  expect(lines.at(-1)).toMatchObject({ action: "activity.exported", hash: null });
});

it("writes a CSV file that a spreadsheet reads and never runs", async () => {
  const { organizationId, sessionToken } = await givenOrganization();
  await entry(organizationId, "sync", "user.status_changed", '=cmd|"/c calc"');
  const { response, text } = await download(sessionToken, "format=csv&action=user.status_changed");
  expect(response.headers.get("content-type")).toContain("text/csv");
  const [header, line, ...rest] = text.split("\r\n");
  expect(header).toBe("place,hash,id,at,actorId,actor,action,targetType,targetId,targetName,detail");
  expect(line).toContain(`"'=cmd|""/c calc"""`);
  expect(rest).toEqual([""]);
});

it("is for Admins, and for those of this Organization", async () => {
  const [one, other] = [await givenOrganization(), await givenOrganization()];
  await entry(one.organizationId, "sync", "secret.thing", "Ours");
  expect((await download(other.sessionToken, "")).text).not.toContain("secret.thing");
  expect((await callApi("GET", "activity/export")).status).toBe(401);
  expect((await callApi("GET", "activity/verify", { session: other.sessionToken })).body).toMatchObject({ isIntact: true });
  expect((await callApi("GET", "activity?from=yesterday", { session: other.sessionToken })).status).toBe(400);
});

it("is filtered by action, actor, target, time and words, in the list as in the file", async () => {
  const { organizationId, admin, sessionToken } = await givenOrganization();
  const id = randomUUID();
  await entry(organizationId, "sync", "user.status_changed", "Maya Okafor", id);
  const aMoment = () => new Promise((resolve) => setTimeout(resolve, 5));
  await aMoment();
  const between = new Date();
  await aMoment();
  await entry(organizationId, "schedule", "sync_run.started", "100% _of_ them");
  const names = async (filter: Parameters<typeof listActivity>[1]) => (await listActivity(admin, filter)).items.map(({ target }) => target.name);
  expect(await names({ action: "user.status_changed" })).toEqual(["Maya Okafor"]);
  expect(await names({ actor: "SCHED" })).toEqual(["100% _of_ them"]);
  expect(await names({ target: id })).toEqual(["Maya Okafor"]);
  expect(await names({ from: between })).toEqual(["100% _of_ them"]);
  expect(await names({ to: between, action: "user.status_changed" })).toEqual(["Maya Okafor"]);
  expect(await names({ query: "okaf" })).toEqual(["Maya Okafor"]);
  expect(await names({ query: "0% _" })).toEqual(["100% _of_ them"]);
  const { text } = await download(sessionToken, `target=${id}`);
  expect(text.trimEnd().split("\n")).toHaveLength(1);
});
