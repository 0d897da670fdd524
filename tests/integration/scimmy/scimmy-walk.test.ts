import { afterEach, describe, expect, test } from "vitest";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { connect } from "@/lib/connectors/kit/connect";
import { register } from "@/lib/connectors/kit/register";
import { checkPage, rememberCursors, startWalk, type WalkProgress } from "@/lib/connectors/kit/walk-guard";
import { scim } from "@/lib/connectors/scim";
import { type ScimmyServer, scimmyPeople, startScimmyServer } from "../../support/scimmy-server";

const PEOPLE = 2_000;
const token = "scimmy-token";
let server: ScimmyServer | undefined;

afterEach(async () => server?.stop());

const connector = register(scim);
const connectTo = (config: Record<string, unknown>, typed: string) => connect(connector, { config, secrets: { token: typed } }, { allowPrivateTargets: true });

/** The runtime's loop without its database. */
async function walk(baseUrl: string): Promise<{ ids: Set<string>; progress: WalkProgress }> {
  const config = scim.config.parse({ baseUrl });
  const context = connectTo(config, token);
  const ids = new Set<string>();
  const leadsBack = rememberCursors();
  let progress = startWalk({ pagesMax: 100 });
  let cursor: string | undefined;
  do {
    const page = await connector.listAccounts(context, cursor);
    const before = ids.size;
    for (const { externalId } of page.accounts) ids.add(externalId);
    const verdict = checkPage(progress, page, { newIds: ids.size - before, leadsBack: leadsBack(cursor, page.nextCursor) });
    if (verdict.failure) throw verdict.failure;
    progress = verdict.progress;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return { ids, progress };
}

// SCIMMY builds all its people anew for every page, which a busy machine feels.
describe("a SCIM server that nobody here wrote", { timeout: 240_000 }, () => {
  test("gives all its people on Express 4, and the walk proves it", async () => {
    server = await startScimmyServer({ express: 4, people: scimmyPeople(PEOPLE), token });
    const { ids, progress } = await walk(server.url);
    expect(ids).toEqual(new Set(server.people.map(({ id }) => id)));
    expect(progress).toMatchObject({ accounts: PEOPLE, lastTotal: PEOPLE });
    expect(progress.incompleteBecause).toBeUndefined();
  });

  test("starts over at every page on Express 5, where its router cannot read startIndex, and the walk fails", async () => {
    server = await startScimmyServer({ express: 5, people: scimmyPeople(PEOPLE), token });
    const error = await walk(server.url).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ConnectorError);
    expect(error).toMatchObject({ kind: "UNEXPECTED_RESPONSE", message: expect.stringContaining("answers the same page again instead of the next one") as unknown });
  });

  test.each([4, 5] as const)("is checked with the same settings, and refuses a wrong token in words, on Express %d", async (express) => {
    server = await startScimmyServer({ express, people: scimmyPeople(3), token });
    const config = scim.config.parse({ baseUrl: server.url });
    await expect(connector.check(connectTo(config, token))).resolves.toMatchObject({ total: 3, warnings: [] });
    await expect(connector.check(connectTo(config, "wrong-token"))).rejects.toMatchObject({ kind: "AUTH_REJECTED" });
  });
});
