import { randomUUID } from "node:crypto";
import { URI, type TOTP } from "otpauth";
import { expect, it } from "vitest";
import { POST as finishSecondFactor } from "@/app/api/sign-in/second-factor/route";
import { POST as signInByPasskey } from "@/app/api/sign-in/passkey/route";
import { POST as passkeyOptions } from "@/app/api/sign-in/passkey/options/route";
import type { PersonActor } from "@/lib/core/access/actor";
import { reconnectIntegration } from "@/lib/use-cases/integrations/reconnect-integration";
import { updateIntegration } from "@/lib/use-cases/integrations/update-integration";
import { addPasskey, confirmTotp, listSignInMethods, proveAgain, startPasskey, startProof, startTotp } from "@/lib/use-cases/sign-in/sign-in-methods";
import { callApi } from "@/tests/support/call-api";
import { ownerUrl } from "@/tests/support/database";
import { givenOrganization, givenUser } from "@/tests/support/given";
import { NextAuthClient } from "@/tests/support/next-auth-client";
import { SoftwareAuthenticator } from "@/tests/support/software-authenticator";
import { databaseOf } from "@/tests/support/test-database-server";

interface Ceremony {
  step: string;
  options: Record<string, unknown>;
}

const post = (path: string, body: unknown): Request =>
  new Request(`http://localhost:3000${path}`, { method: "POST", headers: { "content-type": "application/json", origin: "http://localhost:3000" }, body: JSON.stringify(body) });

async function givenApp(admin: PersonActor) {
  const { uri } = await startTotp(admin);
  const app = URI.parse(uri) as TOTP;
  const { recoveryCodes } = await confirmTotp(admin, { code: app.generate() });
  return { app, recoveryCodes, next: () => app.generate({ timestamp: Date.now() + 30_000 }) };
}

async function givenKey(admin: PersonActor) {
  const key = new SoftwareAuthenticator();
  const { step, options } = await startPasskey(admin);
  await addPasskey(admin, { step, name: "Blue key", response: key.register({ ...options }) });
  return key;
}

async function stepOf(email: string, password: string): Promise<string> {
  const browser = new NextAuthClient();
  const answer = await browser.signIn(email, password);
  expect(browser.sessionToken).toBeUndefined();
  return new URL(answer.url ?? "").searchParams.get("error")?.replace("SecondFactor:", "") ?? "";
}

const finish = (step: string, code: string): Promise<Response> => finishSecondFactor(post("/api/sign-in/second-factor", { step, code }));
const opensSession = (response: Response): boolean => response.headers.getSetCookie().some((line) => line.startsWith("next-auth.session-token="));

async function ceremony(): Promise<Ceremony> {
  return (await (await passkeyOptions(post("/api/sign-in/passkey/options", {}))).json()) as Ceremony;
}

it("opens no session by the password alone once an app is set up, and one by its code, which counts once", async () => {
  const { admin, adminEmail, adminPassword } = await givenOrganization();
  const { app, next } = await givenApp(admin);
  const step = await stepOf(adminEmail, adminPassword);
  expect(await finish(step, "000000")).toMatchObject({ status: 401 });
  // The code that switched the app on was seen already.
  expect(await finish(step, app.generate())).toMatchObject({ status: 401 });
  const code = next();
  const answer = await finish(step, code);
  expect(opensSession(answer)).toBe(true);
  expect((await finish(step, code)).status).toBe(401);
  expect((await finish(await stepOf(adminEmail, adminPassword), code)).status).toBe(401);
});

it("takes a recovery code once in place of the app, of which the database keeps only a hash", async () => {
  const { admin, adminEmail, adminPassword } = await givenOrganization();
  const { recoveryCodes } = await givenApp(admin);
  expect(recoveryCodes).toHaveLength(10);
  const [code = ""] = recoveryCodes;
  const rows = await databaseOf(ownerUrl(), (client) => client.query("select * from recovery_codes"));
  expect(JSON.stringify(rows.rows)).not.toContain(code.replaceAll("-", ""));
  expect(opensSession(await finish(await stepOf(adminEmail, adminPassword), code.toUpperCase()))).toBe(true);
  expect((await finish(await stepOf(adminEmail, adminPassword), code)).status).toBe(401);
  expect(await listSignInMethods(admin)).toMatchObject({ recoveryCodesLeft: 9, hasTotp: true });
});

it("stops guessing codes after ten, whatever step they come from", async () => {
  const { admin, adminEmail, adminPassword } = await givenOrganization();
  await givenApp(admin);
  const step = await stepOf(adminEmail, adminPassword);
  for (let attempt = 0; attempt < 10; attempt++) expect((await finish(step, "123456")).status).toBe(401);
  expect((await finish(await stepOf(adminEmail, adminPassword), "123456")).status).toBe(429);
});

it("signs in by a passkey alone, and refuses a replay, a copy, another site's answer and one without a person", async () => {
  const { admin } = await givenOrganization();
  const key = await givenKey(admin);
  const first = await ceremony();
  const answer = key.prove(first.options);
  const signedIn = await signInByPasskey(post("/api/sign-in/passkey", { step: first.step, response: answer }));
  expect(signedIn.status).toBe(200);
  expect(opensSession(signedIn)).toBe(true);
  const refused = async (made: (options: Record<string, unknown>) => unknown): Promise<void> => {
    const { step, options } = await ceremony();
    expect((await signInByPasskey(post("/api/sign-in/passkey", { step, response: made(options) }))).status).toBe(401);
  };
  expect((await signInByPasskey(post("/api/sign-in/passkey", { step: first.step, response: answer }))).status).toBe(401);
  await refused(() => answer);
  await refused((options) => key.prove(options, { isVerified: false }));
  await refused((options) => key.prove(options, { origin: "http://localhost.evil.example" }));
  await refused((options) => new SoftwareAuthenticator().prove(options));
  key.counter = 0;
  await refused((options) => key.prove(options));
});

it("registers no key by an answer to somebody else's question", async () => {
  const [mine, other] = [await givenOrganization(), await givenOrganization()];
  const { step, options } = await startPasskey(other.admin);
  const response = new SoftwareAuthenticator().register({ ...options });
  await expect(addPasskey(mine.admin, { step, name: "Key", response })).rejects.toMatchObject({ code: "conflict" });
  expect((await listSignInMethods(mine.admin)).passkeys).toEqual([]);
});

it("AUT-18 gives no role, and sends no secret to another address, without a recent proof", async () => {
  const { organizationId, admin, sessionToken } = await givenOrganization();
  const user = await givenUser(organizationId);
  await databaseOf(ownerUrl(), (client) => client.query("update sessions set proven_at = now() - interval '11 minutes'"));
  const change = () => callApi("PATCH", `users/${user.userId}`, { session: sessionToken, json: { role: "ADMIN" } });
  expect(await change()).toMatchObject({ status: 403, body: { code: "reauthentication_required" } });
  const elsewhere = { id: randomUUID(), config: { baseUrl: "https://elsewhere.example" } };
  await expect(reconnectIntegration(admin, elsewhere)).rejects.toMatchObject({ code: "reauthentication_required" });
  await expect(updateIntegration(admin, elsewhere)).rejects.toMatchObject({ code: "reauthentication_required" });
  await proveAgain(admin, { password: "correct horse battery staple" });
  expect((await change()).status).toBe(200);
});

it("AUT-18 asks for a new proof after ten minutes, and goes on after one by password or passkey", async () => {
  const { admin, adminPassword, sessionToken } = await givenOrganization();
  const age = (): Promise<unknown> => databaseOf(ownerUrl(), (client) => client.query("update sessions set proven_at = now() - interval '11 minutes'"));
  const key = await givenKey(admin);
  await age();
  expect(await callApi("POST", "me/totp", { session: sessionToken })).toMatchObject({ status: 403, body: { code: "reauthentication_required" } });
  expect((await callApi("POST", "me/proof", { session: sessionToken, json: { password: "not the password" } })).status).toBe(403);
  expect((await callApi("POST", "me/totp", { session: sessionToken })).status).toBe(403);
  expect((await callApi("POST", "me/proof", { session: sessionToken, json: { password: adminPassword } })).status).toBe(200);
  expect((await callApi("POST", "me/totp", { session: sessionToken })).status).toBe(201);
  await age();
  const { step, options } = await startProof(admin);
  await proveAgain(admin, { passkey: { step, response: key.prove({ ...options }) } });
  expect((await callApi("POST", "me/totp", { session: sessionToken })).status).toBe(201);
});
