import fc from "fast-check";
import pg from "pg";
import { describe, expect, it, vi } from "vitest";
import { authOptions } from "@/lib/auth/options";
import { startSession } from "@/lib/auth/start-session";
import { visitorOf } from "@/lib/auth/visitor";
import type { SignInIdentityId } from "@/lib/core/ids";
import { setOverride } from "@/lib/use-cases/overrides/set-override";
import { callApi } from "@/tests/support/call-api";
import { ownerUrl } from "@/tests/support/database";
import { type GivenOrganization, givenOrganization, givenUser } from "@/tests/support/given";
import { databaseOf } from "@/tests/support/test-database-server";
import { createSession } from "@/lib/db/sessions";

const asOwner = (sql: string, values: unknown[] = []) => databaseOf(ownerUrl(), (client) => client.query(sql, values));
const cookie = (token: string): Headers => new Headers({ cookie: `next-auth.session-token=${token}` });
const PASSWORD = "a password of twelve";
const original = pg.Client.prototype.query;

async function identityOf(userId: string): Promise<SignInIdentityId> {
  const { rows } = await asOwner("select sign_in_identity_id as id from users where id = $1", [userId]);
  return (rows as { id: SignInIdentityId }[])[0]?.id as SignInIdentityId;
}

async function givenSignedIn(organization: GivenOrganization, role?: "ADMIN" | "USER") {
  const user = await givenUser(organization.organizationId, { password: PASSWORD, ...(role && { role }) });
  const identityId = await identityOf(user.userId);
  const signIn = () => createSession([identityId], { expiresAt: new Date(Date.now() + 3_600_000), userAgent: "Browser", means: "password" });
  const session = await signIn();
  if (session === null) throw new Error("The given person may not sign in.");
  return { ...user, identityId, session, signIn };
}

const suspend = (organization: GivenOrganization, id: Parameters<typeof setOverride>[1]["id"]) =>
  setOverride(organization.admin, { id, field: "employeeStatus", value: "SUSPENDED", reason: "Left" });

describe("AUT-1: a person whose access is taken", () => {
  it("gets nothing but 401 with any of 50 clients that ask after the commit, and the four records of it are one transaction", async () => {
    const organization = await givenOrganization();
    const person = await givenSignedIn(organization);
    const answers: { startedAt: number; status: number }[] = [];
    let isOver = false;
    const client = async (): Promise<void> => {
      while (!isOver) {
        const startedAt = performance.now();
        const { status } = await callApi("GET", "me", { session: person.session });
        answers.push({ startedAt, status });
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    const clients = Array.from({ length: 50 }, client);
    await expect.poll(() => answers.length).toBeGreaterThan(50);
    await suspend(organization, person.userId);
    const committedAt = performance.now();
    const after = () => answers.filter(({ startedAt }) => startedAt > committedAt);
    await expect.poll(() => after().length, { timeout: 10_000 }).toBeGreaterThan(100);
    isOver = true;
    await Promise.all(clients);
    expect(answers.some(({ status }) => status === 200)).toBe(true);
    expect(new Set(after().map(({ status }) => status))).toEqual(new Set([401]));

    const { rows } = await asOwner(
      `select (select xmin::text from users where id = $1) as status, (select max(xmin::text) from sessions where user_id = $1) as session,
              (select max(xmin::text) from activity_entries where target ->> 'id' = $1::text and action = 'user.override_set') as entry,
              (select max(xmin::text) from outbox_events where subject_id::text = $1::text and type like '%status%') as event`,
      [person.userId],
    );
    const [row] = rows as Record<string, string | null>[];
    expect(new Set(Object.values(row ?? {})).size, JSON.stringify(row)).toBe(1);
  }, 30_000);

  it("has nothing left open: the product keeps no stream to a browser, so there is none to close", async () => {
    const { contract } = await import("@/lib/api/contract");
    expect(JSON.stringify(contract, (_, value: unknown) => (typeof value === "function" ? undefined : value))).not.toContain("text/event-stream");
  });
});

describe("AUT-2: signing in, signing out, losing and getting back access", () => {
  it("leave exactly the sessions usable that began after access came back, in whatever order they meet", async () => {
    const organization = await givenOrganization();
    const person = await givenSignedIn(organization);
    const steps = fc.array(fc.constantFrom("sign-in", "suspend", "reactivate", "use"), { minLength: 2, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), steps, async (scheduler, commands) => {
        await setStatus(organization, person.userId, "ACTIVE");
        const opened: string[] = [];
        const run = async (command: string): Promise<void> => {
          if (command === "sign-in") {
            const token = await person.signIn();
            if (token !== null) opened.push(token);
          } else if (command === "suspend") await setStatus(organization, person.userId, "SUSPENDED");
          else if (command === "reactivate") await setStatus(organization, person.userId, "ACTIVE");
          else for (const token of opened) await visitorOf(cookie(token));
        };
        const scheduled = commands.map((command) => scheduler.schedule(Promise.resolve(command), command).then(run));
        await scheduler.waitAll();
        await Promise.all(scheduled);
        const { rows } = await asOwner("select employee_status::text as status from users where id = $1", [person.userId]);
        const isActive = (rows as { status: string }[])[0]?.status === "ACTIVE";
        const open = await asOwner("select count(*)::int as n from sessions where user_id = $1 and ended_at is null", [person.userId]);
        const usable = (await Promise.all(opened.map((token) => visitorOf(cookie(token))))).filter(({ kind }) => kind === "person").length;
        if (!isActive) {
          expect(usable).toBe(0);
          expect((open.rows as { n: number }[])[0]?.n).toBe(0);
        }
        await setStatus(organization, person.userId, "SUSPENDED");
        await setStatus(organization, person.userId, "ACTIVE");
        for (const token of opened) expect((await visitorOf(cookie(token))).kind).toBe("anonymous");
      }),
      { numRuns: 12 },
    );
  }, 60_000);
});

describe("AUT-2: a sign-in that meets a suspension under way", () => {
  it("waits for it and gets no session", async () => {
    const person = await givenSignedIn(await givenOrganization());
    await databaseOf(ownerUrl(), async (client) => {
      await client.query("begin");
      await client.query("update users set employee_status = 'SUSPENDED' where id = $1", [person.userId]);
      await client.query("update sessions set ended_at = now() where user_id = $1", [person.userId]);
      const signingIn = person.signIn();
      const waiting = async () => (await asOwner("select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock' and query like '%insert into sessions%'")).rows as unknown[];
      const settled = signingIn.then(() => [{ n: -1 }]);
      await expect.poll(() => Promise.race([settled, waiting()]), { timeout: 5_000 }).toEqual([{ n: 1 }]);
      await client.query("commit");
      expect(await signingIn).toBeNull();
    });
  });
});

/** What a change of the source does: through the statements of a sync, which end the sessions with the status. */
async function setStatus(organization: GivenOrganization, userId: Parameters<typeof setOverride>[1]["id"], status: "ACTIVE" | "SUSPENDED"): Promise<void> {
  await setOverride(organization.admin, { id: userId, field: "employeeStatus", value: status, reason: "Test" });
}

describe("AUT-3: sessions", () => {
  it("live in Postgres alone: nothing that is signed opens anything by itself", async () => {
    expect(authOptions().session?.strategy).toBe("database");
    expect(authOptions().jwt?.decode?.({ token: "eyJhbGciOiJIUzI1NiJ9.e30.x", secret: "x" })).toBeNull();
    const { sessionToken, admin } = await givenOrganization();
    await asOwner("delete from sessions where user_id = $1", [admin.userId]);
    expect(await visitorOf(cookie(sessionToken))).toEqual({ kind: "anonymous" });
  });
});

describe("AUT-4: whoever stole the database", () => {
  it("gets in with no value in it, as a cookie or as a bearer token", async () => {
    const organization = await givenOrganization();
    await callApi("POST", "api-tokens", { session: organization.sessionToken, json: { name: "Script" } });
    const { rows } = await asOwner("select to_jsonb(s) as row from sessions s union all select to_jsonb(t) from api_tokens t union all select to_jsonb(l) from sign_in_links l union all select to_jsonb(i) from sign_in_identities i");
    const values = (rows as { row: Record<string, unknown> }[]).flatMap(({ row }) => Object.values(row)).filter((value) => typeof value === "string");
    expect(values.length).toBeGreaterThan(10);
    for (const value of new Set(values)) {
      if (!/^[\x21-\x7e]+$/.test(value)) continue;
      expect(await visitorOf(cookie(value))).toEqual({ kind: "anonymous" });
      expect(await visitorOf(new Headers({ authorization: `Bearer ${value}` }))).toEqual({ kind: "anonymous" });
      expect(await visitorOf(new Headers({ authorization: `Bearer lumos_${value}` }))).toEqual({ kind: "anonymous" });
    }
  });
});

describe("a person's sessions", () => {
  it("are listed with device, address and means, this one marked, and end one by one or all but this one", async () => {
    const organization = await givenOrganization();
    const person = await givenSignedIn(organization);
    const other = await startSession({ identityIds: [person.identityId], means: "passkey", userAgent: "Phone", address: "203.0.113.7" });
    await person.signIn();
    const list = await callApi("GET", "me/sessions", { session: person.session });
    const items = list.body["items"] as { id: string; userAgent: string; address: string | null; means: string; isThis: boolean }[];
    expect(items).toHaveLength(3);
    expect(items.filter(({ isThis }) => isThis)).toHaveLength(1);
    const phone = items.find(({ userAgent }) => userAgent === "Phone");
    expect(phone).toMatchObject({ address: "203.0.113.7", means: "passkey", isThis: false });
    expect(JSON.stringify(list.body)).not.toContain(person.session);
    expect((await callApi("DELETE", `me/sessions/${String(phone?.id)}`, { session: person.session })).status).toBe(200);
    expect((await callApi("GET", "me", { session: other ?? "" })).status).toBe(401);
    expect((await callApi("POST", "me/sessions/end-others", { session: person.session })).body).toEqual({ ended: 1 });
    expect((await callApi("GET", "me", { session: person.session })).status).toBe(200);
  });

  it("cannot be ended by others, except by an Admin, who finds it in the log", async () => {
    const [organization, strangers] = [await givenOrganization(), await givenOrganization()];
    const [person, colleague] = [await givenSignedIn(organization), await givenSignedIn(organization)];
    const { items } = (await callApi("GET", "me/sessions", { session: person.session })).body as { items: { id: string }[] };
    const id = String(items[0]?.id);
    expect((await callApi("DELETE", `me/sessions/${id}`, { session: colleague.session })).status).toBe(404);
    expect((await callApi("DELETE", `users/${person.userId}/sessions`, { session: colleague.session })).status).toBe(403);
    expect((await callApi("DELETE", `users/${person.userId}/sessions`, { session: strangers.sessionToken })).status).toBe(404);
    expect((await callApi("GET", `users/${person.userId}/sessions`, { session: strangers.sessionToken })).status).toBe(404);
    expect((await callApi("DELETE", `users/${colleague.userId}/sessions/${id}`, { session: organization.sessionToken })).status).toBe(404);
    expect((await callApi("GET", "me", { session: person.session })).status).toBe(200);
    expect((await callApi("DELETE", `users/${person.userId}/sessions`, { session: organization.sessionToken })).body).toEqual({ ended: 1 });
    expect((await callApi("GET", "me", { session: person.session })).status).toBe(401);
    const log = await callApi("GET", `activity?action=session.revoked&target=${person.userId}`, { session: organization.sessionToken });
    expect(log.body["items"]).toHaveLength(1);
  });

  it("end when they idle or grow too old, by the stricter of the Organization's and the operator's limit, at once", async () => {
    const organization = await givenOrganization();
    const { sessionToken: session, organizationId } = organization;
    const person = await givenSignedIn(organization);
    const too = await callApi("PATCH", "organization", { session, json: { sessionHours: 8_760 } });
    expect(too.body).toMatchObject({ code: "invalid_input", fields: { sessionHours: "At most 168 hours here." } });
    await asOwner("update sessions set last_seen_at = now() - interval '31 minutes', created_at = now() - interval '3 hours' where user_id = $1", [person.userId]);
    await asOwner("update organizations set session_idle_minutes = 30 where id = $1", [organizationId]);
    expect(await visitorOf(cookie(person.session))).toEqual({ kind: "anonymous" });
    await asOwner("update organizations set session_idle_minutes = 40, session_hours = 2 where id = $1", [organizationId]);
    expect(await visitorOf(cookie(person.session))).toEqual({ kind: "anonymous" });
    await asOwner("update organizations set session_hours = 4 where id = $1", [organizationId]);
    expect((await visitorOf(cookie(person.session))).kind).toBe("person");
    const { rows } = await asOwner("select last_seen_at > now() - interval '1 minute' as seen from sessions where user_id = $1", [person.userId]);
    expect(rows).toEqual([{ seen: true }]);
    await asOwner("update organizations set session_hours = null, session_idle_minutes = null where id = $1", [organizationId]);
    await asOwner("update sessions set last_seen_at = now() - interval '73 hours' where user_id = $1", [person.userId]);
    expect(await visitorOf(cookie(person.session))).toEqual({ kind: "anonymous" });
  });
});

describe("the gate", () => {
  it("costs one query: session, limits, status and role are read together, each time anew", async () => {
    const organization = await givenOrganization();
    const sent: string[] = [];
    const query = vi.spyOn(pg.Client.prototype, "query").mockImplementation(function (this: pg.Client, ...args: unknown[]) {
      const [statement] = args;
      sent.push(typeof statement === "string" ? statement : JSON.stringify(statement));
      return Reflect.apply(original, this, args) as never;
    });
    try {
      for (let times = 1; times <= 3; times++) {
        expect((await visitorOf(cookie(organization.sessionToken))).kind).toBe("person");
        expect(sent, sent.join("\n")).toHaveLength(times);
      }
      expect(new Set(sent).size).toBe(1);
      expect(sent[0]).toMatch(/from sessions s/);
    } finally {
      query.mockRestore();
    }
  });
});
