import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, expect, it } from "vitest";
import { POST as askForReset } from "@/app/api/reset/route";
import { newDeviceCookie } from "@/lib/auth/device-cookie";
import { maySignInTry, noteRightTry } from "@/lib/auth/sign-in-throttle";
import { deliverMails } from "@/lib/use-cases/mail/deliver-mails";
import { resetPassword } from "@/lib/use-cases/sign-in/reset-password";
import { callApi } from "@/tests/support/call-api";
import { ownerUrl } from "@/tests/support/database";
import { givenOrganization, givenUser } from "@/tests/support/given";
import { NextAuthClient } from "@/tests/support/next-auth-client";
import { databaseOf } from "@/tests/support/test-database-server";

const letters: string[] = [];
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  onData: (stream, _session, done) => {
    const chunks: Buffer[] = [];
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.on("end", () => {
      letters.push(Buffer.concat(chunks).toString("utf8").replace(/=\r\n/g, ""));
      done();
    });
  },
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.server.address();
  process.env["SMTP_URL"] = `smtp://127.0.0.1:${String(typeof address === "object" ? address?.port : 0)}`;
});
afterAll(() => new Promise<void>((resolve) => server.close(resolve)));

const ask = (email: string): Promise<Response> =>
  askForReset(
    new Request("http://localhost:3000/api/reset", { method: "POST", headers: { "content-type": "application/json", origin: "http://localhost:3000" }, body: JSON.stringify({ email }) }),
  );
const inDatabase = (sql: string) => databaseOf(ownerUrl(), (client) => client.query<Record<string, unknown>>(sql));

async function linkTo(email: string): Promise<string> {
  await ask(email);
  await deliverMails();
  const letter = letters.findLast((text) => text.includes(`To: ${email}`)) ?? "";
  return /\/reset\/([\w-]+)/.exec(letter)?.[1] ?? "";
}

it("resets by a mailed link that works once, ends every session, and leaves nothing to read in the database", async () => {
  const { adminEmail, adminPassword, sessionToken } = await givenOrganization();
  await ask(adminEmail);
  const [waiting] = (await inDatabase("select sealed from mails")).rows;
  expect((waiting?.["sealed"] as Buffer).toString("latin1")).not.toContain("/reset/");
  await deliverMails();
  const token = /\/reset\/([\w-]+)/.exec(letters.at(-1) ?? "")?.[1] ?? "";
  expect(token.length).toBeGreaterThanOrEqual(43);
  expect(JSON.stringify((await inDatabase("select * from password_resets")).rows)).not.toContain(token);
  expect((await inDatabase("select 1 from mails")).rows).toEqual([]);
  const answers = await Promise.allSettled([resetPassword({ token, password: "the new one is long" }), resetPassword({ token, password: "another new one here" })]);
  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect((await callApi("GET", "me", { session: sessionToken })).status).toBe(401);
  expect((await new NextAuthClient().signIn(adminEmail, adminPassword)).status).toBe(401);
  await expect(resetPassword({ token, password: "the new one is long" })).rejects.toMatchObject({ code: "not_found" });
});

it("refuses a link after twenty minutes", async () => {
  const { adminEmail } = await givenOrganization();
  const token = await linkTo(adminEmail);
  await inDatabase("update password_resets set expires_at = expires_at - interval '20 minutes'");
  await expect(resetPassword({ token, password: "the new one is long" })).rejects.toMatchObject({ code: "not_found" });
});

it("answers alike for a known, an unknown, a suspended and a given-up address, and mails only the first", async () => {
  const { adminEmail, organizationId } = await givenOrganization();
  const suspended = await givenUser(organizationId, { employeeStatus: "SUSPENDED", password: "a password nobody else has" });
  const renamed = await givenUser(organizationId, { password: "a password nobody else has" });
  await inDatabase(`update users set email = 'now-${renamed.email}' where email = '${renamed.email}'`);
  const before = letters.length;
  const answers: unknown[] = [];
  for (const email of [adminEmail, "nobody@example.test", suspended.email, renamed.email, "no address"]) {
    const answer = await ask(email);
    answers.push([answer.status, await answer.json()]);
  }
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  await deliverMails();
  expect(letters.slice(before).map((text) => /^To: (.*)$/m.exec(text)?.[1]?.trim())).toEqual([adminEmail]);
});

it("keeps a mail that the server does not take, and sends it later", async () => {
  const { adminEmail } = await givenOrganization();
  const url = process.env["SMTP_URL"];
  await ask(adminEmail);
  await inDatabase("update mails set next_try_at = now() - interval '1 second'");
  server.onAuth = () => undefined;
  const refuse = server.onMailFrom.bind(server);
  server.onMailFrom = (_address, _session, done) => done(new Error("busy"));
  await deliverMails();
  expect((await inDatabase("select tries from mails")).rows).toEqual([{ tries: 1 }]);
  server.onMailFrom = refuse;
  await inDatabase("update mails set next_try_at = now() - interval '1 second'");
  await deliverMails();
  expect((await inDatabase("select 1 from mails")).rows).toEqual([]);
  expect(process.env["SMTP_URL"]).toBe(url);
});

it("keeps a stranger's wrong passwords from locking the owner out, who comes from a browser that signed in before", async () => {
  const { adminEmail, adminPassword } = await givenOrganization();
  for (let attempt = 0; attempt < 50; attempt++) await maySignInTry({ email: adminEmail, address: `198.51.100.${String(attempt)}`, deviceId: null });
  const stranger = new NextAuthClient({ "x-forwarded-for": "203.0.113.9" });
  expect((await stranger.signIn(adminEmail, adminPassword)).url).toContain("TooManyAttempts");
  const owner = new NextAuthClient({ "x-forwarded-for": "203.0.113.9", cookie: newDeviceCookie(adminEmail).split(";")[0] ?? "" });
  expect((await owner.signIn(adminEmail, adminPassword)).status).toBe(200);
  const forged = new NextAuthClient({ "x-forwarded-for": "203.0.113.9", cookie: `${(newDeviceCookie(adminEmail).split(".")[0] ?? "")}.made-up.made-up` });
  expect((await forged.signIn(adminEmail, adminPassword)).url).toContain("TooManyAttempts");
});

it("counts tries that come at once, and starts anew after a right one", async () => {
  const attempt = { email: "at-once@example.test", address: "198.51.100.7", deviceId: null };
  const answers = await Promise.all(Array.from({ length: 30 }, () => maySignInTry(attempt)));
  expect(answers.filter(Boolean).length).toBe(10);
  const other = { ...attempt, email: "right@example.test" };
  for (let round = 0; round < 3; round++) {
    for (let wrong = 0; wrong < 9; wrong++) expect(await maySignInTry(other)).toBe(true);
    await noteRightTry(other);
  }
});

it("makes a hash of an older cost anew when its owner signs in", async () => {
  const { adminEmail, adminPassword } = await givenOrganization();
  process.env["PASSWORD_PASSES"] = "2";
  const hashOf = async (): Promise<unknown> => (await inDatabase(`select password_hash from sign_in_identities where email = '${adminEmail}'`)).rows[0]?.["password_hash"];
  const { hash } = await import("@node-rs/argon2");
  const old = await hash(adminPassword, { memoryCost: 8_192, timeCost: 1, parallelism: 1 });
  await inDatabase(`update sign_in_identities set password_hash = '${old}' where email = '${adminEmail}'`);
  expect((await new NextAuthClient().signIn(adminEmail, adminPassword)).status).toBe(200);
  expect(await hashOf()).toContain("$m=19456,t=2,p=1$");
  expect((await new NextAuthClient().signIn(adminEmail, adminPassword)).status).toBe(200);
});

