import { expect, it } from "vitest";
import type { Profile } from "@/lib/core/accounts";
import type { OrganizationId } from "@/lib/core/ids";
import { inOrganization } from "@/lib/db/in-organization";
import { settleDueUsers } from "@/lib/use-cases/transitions/settle-due-users";
import { callApi } from "../../support/call-api";
import { account, givenPolicy, givenSource, runEngine, seeUsers } from "../../support/engine";
import { givenOrganization } from "../../support/given";
import { asOwner } from "../../support/given-fake-source";

const DAY = 86_400_000;

async function givenPeople(people: Record<string, Profile>) {
  const given = await givenOrganization();
  const { organizationId } = given;
  const source = await givenSource(organizationId, "HR");
  await givenPolicy(organizationId, [source]);
  const accounts = Object.entries(people).map(([name, profile]) => account(name, { email: `${name}@acme.test`, givenName: name, ...profile }));
  await runEngine(organizationId, { walks: [{ integrationId: source, accounts }] });
  return given;
}

const statusesOf = async (organizationId: OrganizationId) =>
  Object.fromEntries((await seeUsers(organizationId)).map(({ email, status }) => [(email ?? "").split("@")[0] ?? "", status]));

/** The instant at which the schedule next looks at somebody. */
const dueAt = async (organizationId: OrganizationId, name: string): Promise<Date | null | undefined> =>
  (await inOrganization(organizationId, ({ db }) => db.user.findFirst({ where: { organizationId, givenName: name } })))?.nextTransitionAt;

/** Lets every date of the Organization's people come so much earlier, as if so much time had passed. */
async function letTimePass(organizationId: OrganizationId, days: number): Promise<void> {
  for (const field of ["startDate", "endDate"]) {
    for (const table of ["accounts", "users"]) {
      await asOwner(
        `update ${table} set profile = jsonb_set(profile, '{${field}}', to_jsonb(((profile ->> '${field}')::date - ${String(days)})::text))
         where organization_id = $1 and profile ? '${field}'`,
        [organizationId],
      );
    }
  }
  await asOwner(`update users set next_transition_at = next_transition_at - make_interval(days => ${String(days)}) where organization_id = $1`, [organizationId]);
}

const day = (offset: number): string => new Date(Date.now() + offset * DAY).toISOString().slice(0, 10);

it("turns a person active on the start date and inactive after the end date, without any sync", async () => {
  const { organizationId } = await givenPeople({
    ada: { startDate: day(3) },
    bob: { endDate: day(1) },
    cem: { startDate: day(-30), endDate: day(30) },
  });
  expect(await statusesOf(organizationId)).toMatchObject({ ada: "STAGED", bob: "ACTIVE", cem: "ACTIVE" });

  await settleDueUsers();
  expect(await statusesOf(organizationId)).toMatchObject({ ada: "STAGED", bob: "ACTIVE" });
  await letTimePass(organizationId, 3);
  await settleDueUsers();

  expect(await statusesOf(organizationId)).toMatchObject({ ada: "ACTIVE", bob: "INACTIVE", cem: "ACTIVE" });
  const changes = await inOrganization(organizationId, ({ db }) => db.change.findMany({ where: { organizationId, kind: "STATUS" } }));
  expect(changes).toMatchObject([{ reason: "DATE", syncRunId: null }, { reason: "DATE", syncRunId: null }]);
});

it("ends the open sessions of whoever's end date has passed, in the same moment", async () => {
  const { organizationId } = await givenPeople({ bob: { endDate: day(1) } });
  await asOwner(
    `insert into sessions (token_hash, sign_in_identity_id, organization_id, user_id, expires_at)
     select 'hash-' || id, (select id from sign_in_identities limit 1), organization_id, id, now() + interval '1 day' from users where organization_id = $1 and given_name = 'bob'`,
    [organizationId],
  );
  await letTimePass(organizationId, 3);

  await settleDueUsers();

  const sessions = await inOrganization(organizationId, ({ db }) => db.session.findMany({ where: { organizationId, tokenHash: { startsWith: "hash-" } } }));
  expect(sessions).toMatchObject([{ endedReason: "employee-status" }]);
});

// A date counts from its midnight on where the person is, also where the clock was put forward or back that night.
it.each([
  { zone: "Pacific/Kiritimati", start: "2031-03-10", instant: "2031-03-09T10:00:00.000Z" },
  { zone: "Pacific/Pago_Pago", start: "2031-03-10", instant: "2031-03-10T11:00:00.000Z" },
  { zone: "Europe/Berlin", start: "2031-03-30", instant: "2031-03-29T23:00:00.000Z" },
  { zone: "Europe/Berlin", start: "2031-03-31", instant: "2031-03-30T22:00:00.000Z" },
  { zone: "America/New_York", start: "2031-11-02", instant: "2031-11-02T04:00:00.000Z" },
  { zone: "America/New_York", start: "2031-11-03", instant: "2031-11-03T05:00:00.000Z" },
  // The clock goes from midnight to one: the day begins at one.
  { zone: "Africa/Cairo", start: "2031-04-25", instant: "2031-04-24T22:00:00.000Z" },
  { zone: "Mars/Olympus", start: "2031-03-10", instant: "2031-03-10T00:00:00.000Z" },
])("plans the start of $start in $zone for $instant", async ({ zone, start, instant }) => {
  const { organizationId } = await givenPeople({ ada: { startDate: start, timeZone: zone } });

  expect((await dueAt(organizationId, "ada"))?.toISOString()).toBe(instant);
});

it("plans the end for the midnight after the end date, where the person is", async () => {
  const { organizationId } = await givenPeople({ east: { endDate: "2031-03-10", timeZone: "Pacific/Kiritimati" }, west: { endDate: "2031-03-10", timeZone: "Pacific/Pago_Pago" } });

  expect((await dueAt(organizationId, "east"))?.toISOString()).toBe("2031-03-10T10:00:00.000Z");
  expect((await dueAt(organizationId, "west"))?.toISOString()).toBe("2031-03-11T11:00:00.000Z");
});

it("settles a date once, though several workers see it, and leaves nobody due", async () => {
  const { organizationId } = await givenPeople({ ada: { startDate: day(3) } });
  await letTimePass(organizationId, 3);

  await Promise.all([settleDueUsers(), settleDueUsers(), settleDueUsers()]);
  await settleDueUsers();

  const changes = await inOrganization(organizationId, ({ db }) => db.change.findMany({ where: { organizationId, kind: "STATUS" } }));
  expect(changes).toHaveLength(1);
  expect(await dueAt(organizationId, "ada")).toBeNull();
});

it("never ends the last Admin by a date: that waits, is written down, and keeps nobody else", async () => {
  const { organizationId } = await givenPeople({ boss: { endDate: day(1) }, bob: { endDate: day(1) } });
  await asOwner("update users set role = case given_name when 'boss' then 'ADMIN'::user_role else 'USER' end where organization_id = $1", [organizationId]);
  await letTimePass(organizationId, 3);

  await settleDueUsers();

  expect(await statusesOf(organizationId)).toMatchObject({ boss: "ACTIVE", bob: "INACTIVE" });
  expect(Number(await dueAt(organizationId, "boss")) - Date.now()).toBeGreaterThan(50 * 60_000);
  const entries = await inOrganization(organizationId, ({ db }) => db.activityEntry.findMany({ where: { organizationId, action: "user.date_postponed" } }));
  expect(entries).toHaveLength(1);
});

it("lists who changes in the next 14 days, the soonest first, page by page, and nobody of another Organization", async () => {
  const { sessionToken } = await givenPeople({
    ada: { startDate: day(3), timeZone: "Asia/Tokyo" },
    bob: { endDate: day(9) },
    cem: { startDate: day(20) },
    dee: { startDate: day(-9) },
    eva: { endDate: day(-9) },
  });
  await givenPeople({ stranger: { startDate: day(3) } });

  const all = await callApi("GET", "transitions", { session: sessionToken });
  expect(all.body).toMatchObject({
    items: [
      { user: { name: "ada", employeeStatus: "STAGED" }, kind: "starts", date: day(3), timeZone: "Asia/Tokyo", field: null },
      { user: { name: "bob", employeeStatus: "ACTIVE" }, kind: "ends", date: day(9), timeZone: "UTC" },
    ],
    nextCursor: null,
  });
  const first = await callApi("GET", "transitions?limit=1", { session: sessionToken });
  const second = await callApi("GET", `transitions?limit=1&cursor=${String(first.body["nextCursor"])}`, { session: sessionToken });
  expect([first.body["items"], second.body["items"]].flat()).toEqual(all.body["items"]);
  expect((await callApi("GET", "transitions?days=30", { session: sessionToken })).body["items"]).toHaveLength(3);
  expect((await callApi("GET", "transitions?days=0", { session: sessionToken })).status).toBe(400);
});

it("says of an override when it gives the value back", async () => {
  const { sessionToken, organizationId, admin } = await givenPeople({ ada: {} });
  await asOwner(
    `insert into overrides (organization_id, user_id, field, value, reason, owner_id, expires_at)
     select organization_id, id, 'title', 'Lead', 'until hired', $2, now() + interval '2 days' from users where organization_id = $1 and given_name = 'ada'`,
    [organizationId, admin.userId],
  );

  expect((await callApi("GET", "transitions", { session: sessionToken })).body).toMatchObject({
    items: [{ user: { name: "ada" }, kind: "override_expires", field: "title", date: null, timeZone: null }],
  });
});
