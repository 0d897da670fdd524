import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import type { IntegrationId, OrganizationId } from "@/lib/core/ids";
import { inOrganization } from "@/lib/db/in-organization";
import { givenOrganization } from "../../support/given";
import { givenIntegration, givenUserSources } from "../../support/given-integrations";
import { runSync } from "../../support/run-sync";
import { seeUsers } from "../../support/engine";

/** A SCIM server whose list and whose single records may tell two stories. */
interface TwoStories {
  readonly url: string;
  listed: string[];
  /** Status of the answer about one record; absent where it answers with the record. */
  readonly answers: Map<string, number>;
  readonly lookedUp: string[];
}

let server: Server | undefined;
afterEach(() => void server?.close());

async function startTwoStories(people: string[]): Promise<TwoStories> {
  const told = { listed: [...people], answers: new Map<string, number>(), lookedUp: [] as string[] };
  const toUser = (id: string) => ({ id, userName: `${id}@acme.test`, active: true, name: { givenName: id, familyName: "Person" } });
  server = createServer(({ url: path = "" }, response) => {
    const id = /\/Users\/(.+)$/.exec(path)?.[1];
    const isFirstPage = /startIndex=1&/.test(path);
    const body = id === undefined ? { totalResults: told.listed.length, startIndex: 1, Resources: isFirstPage ? told.listed.map(toUser) : [] } : toUser(id);
    if (id !== undefined) told.lookedUp.push(id);
    const status = id === undefined ? 200 : (told.answers.get(id) ?? 200);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server?.once("listening", resolve));
  return Object.assign(told, { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}` });
}

const PEOPLE = ["ada", "bob", "cem", "dee", "eva", "fay"];

async function givenTwoStories() {
  const source = await startTwoStories(PEOPLE);
  const { organizationId, admin } = await givenOrganization();
  const integrationId = await givenIntegration(admin, { connector: "scim", config: { baseUrl: source.url }, secrets: { token: "token" } });
  await givenUserSources(admin, [integrationId]);
  await runSync(organizationId, { integrationIds: [integrationId] });
  return { source, organizationId, integrationId, sync: () => sync(organizationId, integrationId) };
}

async function sync(organizationId: OrganizationId, integrationId: IntegrationId): Promise<Record<string, string>> {
  // What connecting began is worked on first.
  const { state } = await runSync(organizationId, { integrationIds: [integrationId], scope: "INTEGRATION" });
  expect(state).toBe("succeeded");
  return Object.fromEntries((await seeUsers(organizationId)).map(({ email, status }) => [(email ?? "").split("@")[0] ?? "", status]));
}

it("counts somebody missing after one complete walk when the source says that there is no such record", async () => {
  const { source, sync: syncAgain } = await givenTwoStories();
  source.listed = PEOPLE.filter((id) => id !== "bob");
  source.answers.set("bob", 404);

  expect(await syncAgain()).toMatchObject({ ada: "ACTIVE", bob: "INACTIVE", cem: "ACTIVE" });
  expect(source.lookedUp).toEqual(["bob"]);
});

it("counts nobody missing whom the source still knows, though its list leaves them out again and again", async () => {
  const { source, sync: syncAgain } = await givenTwoStories();
  source.listed = PEOPLE.filter((id) => id !== "bob");

  for (let round = 0; round < 3; round += 1) expect(await syncAgain()).toMatchObject({ bob: "ACTIVE" });
});

it.each([500, 401, 403, 429])("waits for the second complete walk when the look-up is answered %s", async (status) => {
  const { source, sync: syncAgain } = await givenTwoStories();
  source.listed = PEOPLE.filter((id) => id !== "bob");
  source.answers.set("bob", status);

  expect(await syncAgain()).toMatchObject({ bob: "ACTIVE" });
  expect(await syncAgain()).toMatchObject({ bob: "INACTIVE" });
});

it("leaves no look-up behind when the run has ended", async () => {
  const { source, organizationId, sync: syncAgain } = await givenTwoStories();
  source.listed = PEOPLE.filter((id) => id !== "bob");
  source.answers.set("bob", 404);
  await syncAgain();

  expect(await inOrganization(organizationId, async ({ db }) => [await db.walkLookup.count(), await db.walkCursor.count()])).toEqual([0, 0]);
});
