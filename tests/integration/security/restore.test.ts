import { expect, test } from "vitest";
import { visitorOf } from "@/lib/auth/visitor";
import { createApiToken } from "@/lib/use-cases/api-tokens/create-api-token";
import { listActivity } from "@/lib/use-cases/activity/list-activity";
import { markRestored, openByOperator } from "@/lib/use-cases/restore/close-after-restore";
import { openRestored } from "@/lib/use-cases/restore/open-restored";
import { callApi } from "@/tests/support/call-api";
import { ownerUrl } from "@/tests/support/database";
import { givenPolicy, givenSource } from "@/tests/support/engine";
import { type GivenOrganization, givenOrganization, givenUser } from "@/tests/support/given";
import { NextAuthClient } from "@/tests/support/next-auth-client";
import { databaseOf } from "@/tests/support/test-database-server";

const PASSWORD = "a long enough passphrase 42";
const asOwner = (sql: string, values: unknown[]) => databaseOf(ownerUrl(), (client) => client.query(sql, values));

/** A User whom the backup still has as active, with an open session, and a User Source that has been read before. */
async function givenRestored(): Promise<{ given: GivenOrganization; email: string; session: string; source: string }> {
  const given = await givenOrganization();
  const source = await givenSource(given.organizationId, "HR");
  await givenPolicy(given.organizationId, [source]);
  const { email } = await givenUser(given.organizationId, { password: PASSWORD });
  const browser = new NextAuthClient();
  await browser.signIn(email, PASSWORD);
  const session = browser.sessionToken ?? "";
  expect((await visitorOf(new Headers({ cookie: `next-auth.session-token=${session}` }))).kind).toBe("person");
  await markRestored();
  return { given, email, session, source };
}

/** A complete run over the source, which ended like this. */
async function givenRun({ organizationId }: GivenOrganization, source: string, state: "SUCCEEDED" | "HELD"): Promise<void> {
  await asOwner(
    `with run as (insert into sync_runs (organization_id, scope, trigger, mode, state) values ($1, 'INTEGRATION', 'schedule', 'COMPLETE', $3::sync_run_state) returning id)
     insert into walks (organization_id, sync_run_id, integration_id, state, is_complete, started_at) select $1, id, $2, 'READ', true, clock_timestamp() from run`,
    [organizationId, source, state],
  );
}

async function mayUse(session: string | undefined): Promise<boolean> {
  return (await visitorOf(new Headers({ cookie: `next-auth.session-token=${session ?? "none"}` }))).kind === "person";
}

test("REL-22 after a restore nobody but Admins gets in, by session, password or token, before every User Source has been read", async () => {
  const { given, email, session, source } = await givenRestored();
  expect(await mayUse(session)).toBe(false);
  const browser = new NextAuthClient();
  expect((await browser.signIn(email, PASSWORD)).url).toContain("/blocked?ticket=");
  expect(await mayUse(browser.sessionToken)).toBe(false);

  await openRestored();
  expect((await new NextAuthClient().signIn(email, PASSWORD)).url).toContain("/blocked");
  await givenRun(given, source, "HELD");
  await openRestored();
  expect((await new NextAuthClient().signIn(email, PASSWORD)).url).toContain("/blocked");

  await givenRun(given, source, "SUCCEEDED");
  await openRestored();
  const again = new NextAuthClient();
  await again.signIn(email, PASSWORD);
  expect(await mayUse(again.sessionToken)).toBe(true);
  const { items } = await listActivity(given.admin, {});
  expect(items.map(({ action }) => action)).toEqual(expect.arrayContaining(["organization.restored", "organization.opened"]));
});

test("REL-22 an Admin gets in to decide what the sources say, with a new session only", async () => {
  const { given } = await givenRestored();
  expect(await mayUse(given.sessionToken)).toBe(false);
  const browser = new NextAuthClient();
  await browser.signIn(given.adminEmail, given.adminPassword);
  expect(await mayUse(browser.sessionToken)).toBe(true);
});

test("REL-22 a User's API token waits as well, and the operator may open where a source is gone for good", async () => {
  const given = await givenOrganization();
  await givenPolicy(given.organizationId, [await givenSource(given.organizationId, "HR")]);
  const { token } = await createApiToken(given.admin, { name: "Script" });
  await asOwner("update users set role = 'READ_ONLY_ADMIN' where id = $1", [given.admin.userId]);
  expect((await callApi("GET", "me", { token })).status).toBe(200);
  await markRestored();
  expect((await callApi("GET", "me", { token })).status).toBe(401);
  await openRestored();
  expect((await callApi("GET", "me", { token })).status).toBe(401);
  expect(await openByOperator(given.organizationId)).toBe(true);
  expect((await callApi("GET", "me", { token })).status).toBe(200);
});
