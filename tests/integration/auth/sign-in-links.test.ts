import { describe, expect, it, vi } from "vitest";
import type { UserId } from "@/lib/core/ids";
import { visitorOf } from "@/lib/auth/visitor";
import { acceptSignInLink } from "@/lib/use-cases/sign-in/accept-sign-in-link";
import { getSignInLink } from "@/lib/use-cases/sign-in/get-sign-in-link";
import { createSignInLink } from "@/lib/use-cases/users/create-sign-in-link";
import { updateUserRole } from "@/lib/use-cases/users/update-user-role";
import { ownerUrl } from "@/tests/support/database";
import { givenOrganization, givenUser, type GivenOrganization } from "@/tests/support/given";
import { NextAuthClient } from "@/tests/support/next-auth-client";
import { databaseOf } from "@/tests/support/test-database-server";

const PASSWORD = "a password of twelve";

async function givenLink({ admin }: GivenOrganization, id: UserId): Promise<string> {
  const { url } = await createSignInLink(admin, { id });
  expect(url).toMatch(/^http:\/\/localhost:3000\/join\/[\w-]{43}$/);
  return url.split("/").at(-1) ?? "";
}

async function organizationsOf(email: string, password: string): Promise<unknown> {
  const browser = new NextAuthClient();
  await browser.signIn(email, password);
  const visitor = await visitorOf(new Headers({ cookie: `next-auth.session-token=${browser.sessionToken ?? ""}` }));
  return visitor.kind === "person" ? visitor.organization.id : visitor.kind;
}

describe("a sign-in link", () => {
  it("lets its User choose a password, once, even when two use it at the same time", async () => {
    const organization = await givenOrganization();
    const user = await givenUser(organization.organizationId);
    const token = await givenLink(organization, user.userId);
    expect(await getSignInLink(token)).toMatchObject({ email: user.email });
    await expect(acceptSignInLink({ token, password: "too short" })).rejects.toMatchObject({ code: "invalid_input" });
    const answers = await Promise.allSettled([acceptSignInLink({ token, password: PASSWORD }), acceptSignInLink({ token, password: "another long password" })]);
    expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(1);
    await expect(getSignInLink(token)).rejects.toMatchObject({ code: "not_found" });
    const opened = await Promise.all([PASSWORD, "another long password"].map((password) => organizationsOf(user.email, password)));
    expect(opened.filter((id) => id === organization.organizationId)).toHaveLength(1);
  });

  it("gives way to a newer one, and ends by its age and by its User's status", async () => {
    const organization = await givenOrganization();
    const user = await givenUser(organization.organizationId);
    const first = await givenLink(organization, user.userId);
    const second = await givenLink(organization, user.userId);
    await expect(getSignInLink(first)).rejects.toMatchObject({ code: "not_found" });
    await databaseOf(ownerUrl(), (client) => client.query("update users set employee_status = 'SUSPENDED' where id = $1", [user.userId]));
    await expect(acceptSignInLink({ token: second, password: PASSWORD })).rejects.toMatchObject({ code: "blocked" });
    await expect(createSignInLink(organization.admin, { id: user.userId })).rejects.toMatchObject({ code: "conflict" });
    await databaseOf(ownerUrl(), (client) =>
      client.query("update sign_in_links set expires_at = now() - interval '1 second' where user_id = $1", [user.userId]),
    );
    await expect(getSignInLink(second)).rejects.toMatchObject({ code: "not_found" });
  });

  it("joins a second Organization to the sign-in whose password the person knows", async () => {
    const [home, other] = [await givenOrganization(), await givenOrganization()];
    const email = `both-${home.slug}@example.test`;
    const atHome = await givenUser(home.organizationId, { email, password: PASSWORD });
    const there = await givenUser(other.organizationId, { email });
    await acceptSignInLink({ token: await givenLink(other, there.userId), password: PASSWORD });
    const identities = await databaseOf(ownerUrl(), (client) =>
      client.query("select distinct sign_in_identity_id from users where id = any($1)", [[atHome.userId, there.userId]]),
    );
    expect(identities.rows).toHaveLength(1);
  });

  it("never gives the Admin who made it a way into another Organization", async () => {
    const [victim, attacker] = [await givenOrganization(), await givenOrganization()];
    const email = `victim-${victim.slug}@example.test`;
    await givenUser(victim.organizationId, { email, password: PASSWORD });
    const puppet = await givenUser(attacker.organizationId, { email });
    const chosen = "chosen by the attacker";
    await acceptSignInLink({ token: await givenLink(attacker, puppet.userId), password: chosen });
    expect(await organizationsOf(email, chosen)).toBe(attacker.organizationId);
    expect(await organizationsOf(email, PASSWORD)).toBe(victim.organizationId);
  });

  it("ends the sessions that the earlier way to sign in had opened", async () => {
    const organization = await givenOrganization();
    const user = await givenUser(organization.organizationId, { password: PASSWORD });
    const browser = new NextAuthClient();
    await browser.signIn(user.email, PASSWORD);
    await acceptSignInLink({ token: await givenLink(organization, user.userId), password: "the replacement password" });
    const headers = new Headers({ cookie: `next-auth.session-token=${browser.sessionToken ?? ""}` });
    expect(await visitorOf(headers)).toEqual({ kind: "anonymous" });
  });

  it("is not to be had for a User of another Organization", async () => {
    const [mine, theirs] = [await givenOrganization(), await givenOrganization()];
    await expect(createSignInLink(mine.admin, { id: theirs.admin.userId })).rejects.toMatchObject({ code: "not_found" });
    await expect(updateUserRole(mine.admin, { id: theirs.admin.userId, role: "USER" })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("the role of a User", () => {
  it("is taken from an Admin only while another active one stays", async () => {
    const { admin, organizationId } = await givenOrganization();
    const second = await givenUser(organizationId);
    await givenUser(organizationId, { role: "ADMIN", employeeStatus: "INACTIVE" });
    await expect(updateUserRole(admin, { id: admin.userId, role: "USER" })).rejects.toMatchObject({ code: "conflict" });
    await updateUserRole(admin, { id: second.userId, role: "ADMIN" });
    await updateUserRole(admin, { id: admin.userId, role: "USER" });
    await expect(updateUserRole(admin, { id: second.userId, role: "USER" })).rejects.toMatchObject({ code: "conflict" });
  });

  it("is not taken from the last Admin because the other one is being demoted at the same moment", async () => {
    const { admin, organizationId } = await givenOrganization();
    const second = await givenUser(organizationId, { role: "ADMIN" });
    await databaseOf(ownerUrl(), async (other) => {
      await other.query("begin");
      await other.query("update users set role = 'USER' where id = $1", [second.userId]);
      const demotion = updateUserRole(admin, { id: admin.userId, role: "USER" });
      await Promise.race([demotion, vi.waitFor(async () => expect(await isAnybodyWaiting()).toBe(true), { timeout: 10_000 })]);
      await other.query("commit");
      await expect(demotion).rejects.toMatchObject({ code: "conflict" });
    });
  });
});

async function isAnybodyWaiting(): Promise<boolean> {
  const sql = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
  return (await databaseOf(ownerUrl(), (client) => client.query(sql))).rows.length > 0;
}
