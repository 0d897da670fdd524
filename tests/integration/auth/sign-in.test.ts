import { describe, expect, it } from "vitest";
import { POST as authRoute } from "@/app/api/auth/[...nextauth]/route";
import { readBlockedTicket } from "@/lib/auth/blocked-ticket";
import { inOrganization } from "@/lib/db/in-organization";
import { databaseOf } from "@/tests/support/test-database-server";
import { ownerUrl } from "@/tests/support/database";
import { givenOrganization, givenUser } from "@/tests/support/given";
import { NextAuthClient } from "@/tests/support/next-auth-client";
import { NextRequest } from "next/server";

const PASSWORD = "a password nobody else has";
const ticketOf = (url: string | undefined): string => new URL(url ?? "").searchParams.get("ticket") ?? "";

describe("signing in by password", () => {
  it("opens a session of which the database keeps only a hash", async () => {
    const { adminEmail, adminPassword } = await givenOrganization();
    const browser = new NextAuthClient({ "user-agent": "A browser" });
    const answer = await browser.signIn(` ${adminEmail.toUpperCase()} `, adminPassword);
    expect(answer).toMatchObject({ status: 200 });
    expect(await browser.session()).toMatchObject({ user: { email: adminEmail } });
    const token = browser.sessionToken ?? "";
    expect(token.length).toBeGreaterThanOrEqual(43);
    const rows = await databaseOf(ownerUrl(), (client) => client.query("select * from sessions where user_agent = 'A browser'"));
    expect(rows.rows).toHaveLength(1);
    expect(JSON.stringify(rows.rows)).not.toContain(token);
  });

  it("answers a wrong password, an unknown address and a blocked person's wrong password alike", async () => {
    const { adminEmail, organizationId } = await givenOrganization();
    const suspended = await givenUser(organizationId, { employeeStatus: "SUSPENDED", password: PASSWORD });
    const answers = await Promise.all(
      [adminEmail, "nobody@example.test", suspended.email, "not an address"].map((email) => new NextAuthClient().signIn(email, "wrong password")),
    );
    for (const answer of answers) {
      expect(answer.status).toBe(401);
      expect(answer.url).toBe(answers[0]?.url);
    }
  });

  it.each(["STAGED", "SUSPENDED", "INACTIVE"] as const)("leads a %s person with the right password to the blocked page, without a session", async (employeeStatus) => {
    const { organizationId, name } = await givenOrganization();
    const user = await givenUser(organizationId, { employeeStatus, password: PASSWORD });
    const browser = new NextAuthClient();
    const answer = await browser.signIn(user.email, PASSWORD);
    expect(answer.url).toMatch(/^http:\/\/localhost:3000\/blocked\?ticket=/);
    expect(browser.sessionToken).toBeUndefined();
    expect(await readBlockedTicket(ticketOf(answer.url))).toEqual({
      organizationName: name,
      contact: null,
      employeeStatus,
      since: expect.any(Date) as Date,
      isAwaitingSync: false,
    });
  });

  it("tells nothing to a forged, an old and an outdated ticket", async () => {
    const { organizationId } = await givenOrganization();
    const user = await givenUser(organizationId, { employeeStatus: "INACTIVE", password: PASSWORD });
    const ticket = ticketOf((await new NextAuthClient().signIn(user.email, PASSWORD)).url);
    const [body = "", signature = ""] = ticket.split(".");
    const stranger = await givenUser(organizationId, { employeeStatus: "SUSPENDED" });
    const other = Buffer.from(Buffer.from(body, "base64url").toString().replace(user.userId, stranger.userId)).toString("base64url");
    expect(await readBlockedTicket(ticket)).toMatchObject({ employeeStatus: "INACTIVE" });
    expect(await readBlockedTicket(`${other}.${signature}`)).toBeNull();
    expect(await readBlockedTicket("")).toBeNull();
    expect(await readBlockedTicket(ticket, Date.now() + 11 * 60_000)).toBeNull();
    await inOrganization(organizationId, (scope) =>
      scope.db.user.updateMany({ where: { organizationId, id: user.userId }, data: { employeeStatus: "ACTIVE" } }),
    );
    expect(await readBlockedTicket(ticket)).toBeNull();
  });

  it("chooses the first Organization in which the person may sign in", async () => {
    const [first, second] = [await givenOrganization(), await givenOrganization()];
    const user = await givenUser(first.organizationId, { employeeStatus: "SUSPENDED", password: PASSWORD });
    const identity = await identityOf(first.organizationId, user.userId);
    await givenMembership(second.organizationId, user.email, identity);
    const browser = new NextAuthClient();
    expect((await browser.signIn(user.email, PASSWORD)).status).toBe(200);
    expect(browser.sessionToken).toBeDefined();
    const { rows } = await databaseOf(ownerUrl(), (client) =>
      client.query("select organization_id from sessions where sign_in_identity_id = $1", [identity]),
    );
    expect(rows).toEqual([{ organization_id: second.organizationId }]);
  });

  it("lets one address hold two identities, and the password decides between them", async () => {
    const [first, second] = [await givenOrganization(), await givenOrganization()];
    const one = await givenUser(first.organizationId, { email: "two@example.test", password: "password of the first one" });
    const two = await givenUser(second.organizationId, { email: "two@example.test", password: "password of the second one" });
    for (const user of [one, two]) {
      const browser = new NextAuthClient();
      await browser.signIn(user.email, user.password ?? "");
      const { rows } = await databaseOf(ownerUrl(), (client) => client.query("select 1 from sessions where user_id = $1", [user.userId]));
      expect(rows).toHaveLength(1);
    }
  });

  it("makes a guesser wait after ten wrong passwords, and nobody else", async () => {
    const { adminEmail, adminPassword } = await givenOrganization();
    const guesser = new NextAuthClient({ "x-forwarded-for": "spoofed, 203.0.113.5" });
    for (let attempt = 0; attempt < 10; attempt++) await guesser.signIn(adminEmail, `wrong ${attempt}`);
    const refused = await guesser.signIn(adminEmail, adminPassword);
    expect(refused.status).toBe(401);
    expect(refused.url).toContain("error=TooManyAttempts");
    const elsewhere = new NextAuthClient({ "x-forwarded-for": "203.0.113.6" });
    expect((await elsewhere.signIn(adminEmail, adminPassword)).status).toBe(200);
    expect(elsewhere.sessionToken).toBeDefined();
  });

  it("makes a token worthless by signing out", async () => {
    const { adminEmail, adminPassword } = await givenOrganization();
    const browser = new NextAuthClient();
    await browser.signIn(adminEmail, adminPassword);
    const thief = new NextAuthClient();
    Object.assign(thief.cookies, browser.cookies);
    expect(await thief.session()).toMatchObject({ user: { email: adminEmail } });
    await browser.signOut();
    expect(await thief.session()).toEqual({});
  });

  it("has no other door than the password", async () => {
    const request = new NextRequest("http://localhost:3000/api/auth/signin/placeholder", { method: "POST" });
    const answer = await authRoute(request, { params: Promise.resolve({ nextauth: ["signin", "placeholder"] }) });
    expect(answer.status).toBe(404);
  });
});

async function identityOf(organizationId: Parameters<typeof givenUser>[0], userId: string): Promise<string> {
  const row = await inOrganization(organizationId, (scope) => scope.db.user.findFirst({ where: { organizationId, id: userId } }));
  if (row?.signInIdentityId == null) throw new Error("The given User cannot sign in.");
  return row.signInIdentityId;
}

async function givenMembership(organizationId: Parameters<typeof givenUser>[0], email: string, signInIdentityId: string): Promise<void> {
  const { userId } = await givenUser(organizationId, { email });
  await inOrganization(organizationId, (scope) => scope.db.user.updateMany({ where: { organizationId, id: userId }, data: { signInIdentityId } }));
}
