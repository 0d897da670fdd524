import { expect } from "vitest";
import type { OwnServer } from "./own-server";
import type { Tenant } from "./world";

const PAGE = 200;

/** What must be true of everything that was written, whatever happened to the programs that wrote it. */
export async function checkHistory(server: OwnServer, tenants: readonly Tenant[], accepted: readonly string[]): Promise<void> {
  await checkRuns(server, accepted);
  await checkEffects(server);
  await checkLeftovers(server);
  for (const tenant of tenants) {
    await checkAccess(server, tenant);
    await checkPages(server, tenant);
    await checkPeople(server, tenant);
  }
}

async function checkRuns(server: OwnServer, accepted: readonly string[]): Promise<void> {
  const runs = await server.query<{ id: string; state: string }>("select id::text, state::text from sync_runs");
  const states = new Map(runs.map(({ id, state }) => [id, state]));
  const lost = accepted.filter((id) => !states.has(id));
  expect(lost, "runs that were promised and are not there").toEqual([]);
  expect(runs.filter(({ state }) => state === "QUEUED" || state === "RUNNING"), "runs that never ended").toEqual([]);
  const internal = await server.query("select id, error from sync_runs where error ->> 'kind' = 'INTERNAL'");
  expect(internal, "runs that were given up for a fault of ours").toEqual([]);
}

async function checkEffects(server: OwnServer): Promise<void> {
  const twice = await server.query(`
    select sync_run_id, user_id, kind, field, account_id, count(*)::int from changes where applied_at is not null
    group by sync_run_id, user_id, kind, field, account_id having count(*) > 1`);
  expect(twice, "changes that one run made twice").toEqual([]);
  const repeated = await server.query(`
    select target ->> 'id' as id, detail, count(*)::int from activity_entries where action = 'user.status_changed'
    group by 1, 2 having count(*) > 1`);
  expect(repeated, "changes that were written into the activity log twice").toEqual([]);
}

async function checkLeftovers(server: OwnServer): Promise<void> {
  const left = await server.query("select (select count(*) from staged_accounts)::int as staged, (select count(*) from walk_cursors)::int as cursors");
  expect(left, "rows of walks that have ended").toEqual([{ staged: 0, cursors: 0 }]);
}

async function checkAccess(server: OwnServer, { organizationId, away }: Tenant): Promise<void> {
  const lost = await server.query<{ email: string }>(
    `select distinct users.email from changes join users on users.organization_id = changes.organization_id and users.id = changes.user_id
     where changes.organization_id = $1 and changes.access = 'LOST' and changes.applied_at is not null`,
    [organizationId],
  );
  expect(lost.filter(({ email }) => !away.has(email)), "people who lost access though no source ever said so").toEqual([]);
  const missing = await server.query("select external_id, missing_walks, missing_since from accounts where organization_id = $1 and (missing_walks > 0 or missing_since is not null)", [organizationId]);
  expect(missing, "people who were listed all along and count as missing").toEqual([]);
}

async function checkPages(server: OwnServer, { organizationId, sources }: Tenant): Promise<void> {
  for (const { integrationId, people } of sources) {
    const walks = await server.query<{ pages: number; accounts: number; is_complete: boolean | null; mode: string }>(
      `select walks.pages, walks.accounts, walks.is_complete, sync_runs.mode::text from walks join sync_runs on sync_runs.id = walks.sync_run_id
       where walks.organization_id = $1 and walks.integration_id = $2 and walks.state = 'READ'`,
      [organizationId, integrationId],
    );
    expect(walks.length, "walks that were read to their end").toBeGreaterThan(0);
    const complete = walks.filter((walk) => walk.is_complete);
    expect(complete.filter(({ accounts }) => accounts !== people), "walks that count as complete and saw others than everybody").toEqual([]);
    expect(complete.filter(({ pages }) => pages < Math.ceil(people / PAGE)), "complete walks with too few pages").toEqual([]);
    expect(walks.filter(({ accounts }) => accounts > people), "walks that saw somebody twice").toEqual([]);
  }
}

/** After the last sync of all sources, Users are what the sources say: everybody once, with the status and name of now. */
async function checkPeople(server: OwnServer, { organizationId, sources, away }: Tenant): Promise<void> {
  const users = await server.query<{ email: string; employee_status: string; family_name: string; accounts: number }>(
    `select users.email, employee_status::text, family_name, count(accounts.id)::int as accounts
     from users join accounts on accounts.organization_id = users.organization_id and accounts.user_id = users.id
     where users.organization_id = $1 group by users.id`,
    [organizationId],
  );
  const found = new Map(users.map((user) => [user.email, user]));
  const first = sources[0]?.provider.people() ?? [];
  expect([users.length, found.size], "Users, and Users with different addresses").toEqual([first.length, first.length]);
  const wrong = first.filter((person) => {
    const user = found.get(person.email);
    const isAway = away.get(person.email) === true;
    return user?.family_name !== person.familyName || (user.employee_status === "ACTIVE") === isAway;
  });
  expect(wrong.map(({ email, status }) => ({ email, status, user: found.get(email) })), "people who are not what the first source says").toEqual([]);
  expect(users.reduce((sum, user) => sum + user.accounts, 0), "Accounts that belong to somebody").toBe(sources.reduce((sum, { people }) => sum + people, 0));
}
