import { afterEach, describe, expect, test } from "vitest";
import { type ScimmyServer, scimmyPeople, startScimmyServer } from "../../support/scimmy-server";
import { givenConnectedSource, seeAccounts } from "../bad-input/given-source";

const PEOPLE = 2_000;
const token = "scimmy-token";
const servers: ScimmyServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

async function start(express: 4 | 5): Promise<ScimmyServer> {
  const server = await startScimmyServer({ express, people: scimmyPeople(PEOPLE), token });
  servers.push(server);
  return server;
}

const givenScim = (url: string) => givenConnectedSource({ connector: "scim", config: { baseUrl: url }, secrets: { token } });

// SCIMMY builds all its people anew for every page, which a busy machine feels.
describe("a whole run over a SCIM server that nobody here wrote", { timeout: 240_000 }, () => {
  test("makes a User of all its 2,000 people on Express 4, and a second run changes nothing", async () => {
    const source = await givenScim((await start(4)).url);
    expect(await source.sync()).toMatchObject({ state: "succeeded", error: null, counts: { accountsRead: PEOPLE, usersCreated: PEOPLE }, progress: { sources: [{ isComplete: true, total: PEOPLE }] } });
    const users = await source.users();
    expect(users).toHaveLength(PEOPLE);
    expect(new Set(users.map(({ status }) => status))).toEqual(new Set(["ACTIVE"]));
    expect(await source.sync()).toMatchObject({ state: "succeeded", counts: { usersCreated: 0, usersChanged: 0, missing: 0 } });
  });

  test("fails on Express 5, whose pages all begin with the first person, and removes nobody however often it is tried", async () => {
    const working = await start(4);
    const source = await givenScim(working.url);
    await source.sync();
    const broken = await start(5);
    await source.moveTo({ baseUrl: broken.url });
    for (const _ of [1, 2, 3]) {
      const run = await source.sync();
      expect(run).toMatchObject({ state: "failed", counts: { missing: 0, accessLost: 0 }, error: { kind: "UNEXPECTED_RESPONSE", source: "Directory" } });
      expect(run.error?.message).toContain("answers the same page again instead of the next one");
      expect(run.error?.message).toContain("nobody is removed");
    }
    expect((await source.users()).filter(({ status }) => status !== "ACTIVE")).toEqual([]);
    expect((await seeAccounts(source.organizationId)).filter(({ isMissing, missingWalks }) => isMissing || missingWalks > 0)).toEqual([]);
  });

  test("on Express 5 brings in whom it could read at a first sync, and calls that no success", async () => {
    const source = await givenScim((await start(5)).url);
    const run = await source.sync();
    expect(run.state).toBe("failed");
    const users = await source.users();
    expect(users.length).toBeGreaterThan(0);
    expect(users.length).toBeLessThan(PEOPLE);
    expect((await seeAccounts(source.organizationId)).every(({ isMissing }) => !isMissing)).toBe(true);
  });
});
