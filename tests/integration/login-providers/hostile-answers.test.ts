import { afterAll, beforeAll, expect, it } from "vitest";
import { inOrganization } from "@/lib/db/in-organization";
import { givenOrganization, type GivenOrganization } from "@/tests/support/given";
import { givenDomain, givenLoginProvider, givenPeopleFromSource } from "@/tests/support/given-login-provider";
import { startLyingProvider, type Lies } from "@/tests/support/open-id-provider";
import { SsoBrowser } from "@/tests/support/sso-browser";

let openId: Awaited<ReturnType<typeof startLyingProvider>>;
let organization: GivenOrganization;
let id: string;
let email: string;

beforeAll(async () => {
  openId = await startLyingProvider();
  organization = await givenOrganization();
  email = `petra@${await givenDomain(organization.organizationId)}`;
  await givenPeopleFromSource(organization.organizationId, [email]);
  id = await givenLoginProvider(organization, openId);
  openId.be({ sub: "petra", email, email_verified: true });
});
afterAll(() => openId.close());

async function lastReason(): Promise<unknown> {
  const { organizationId } = organization;
  const entry = await inOrganization(organizationId, ({ db }) => db.activityEntry.findFirst({ where: { organizationId, action: "sign-in.refused" }, orderBy: { at: "desc" } }));
  return (entry?.detail as { reason?: string } | undefined)?.reason;
}

const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1_000) + seconds;

it.each<[string, Lies | (() => Lies), string]>([
  ["a nonce of another sign-in", { claims: { nonce: "another" } }, "wrong-nonce"],
  ["a token for another application", { claims: { aud: "somebody-else" } }, "wrong-audience"],
  ["a token of another issuer", { claims: { iss: "https://other.test" } }, "wrong-issuer"],
  ["an answer of another issuer (mix-up)", { answerIssuer: "https://other.test" }, "wrong-issuer"],
  ["a token without a signature", { algorithm: "none" }, "wrong-algorithm"],
  ["a token signed with the client's secret", { algorithm: "HS256" }, "wrong-algorithm"],
  ["a token signed by a stranger", { isSignedByStranger: true }, "wrong-signature"],
  ["a token that is too old", () => ({ claims: { iat: inSeconds(-900), exp: inSeconds(-600) } }), "expired"],
  ["a token from ten minutes ahead", () => ({ claims: { iat: inSeconds(600), exp: inSeconds(900) } }), "token-from-the-future"],
  ["an answer to another sign-in", { answerState: "another" }, "wrong-state"],
])("AUT-8: refuses %s, and says why in the log", async (_what, lies, reason) => {
  openId.lie(typeof lies === "function" ? lies() : lies);
  const browser = new SsoBrowser();
  const at = await browser.follow(`/api/auth/sso/start/${id}`);
  openId.lie({});
  expect(at.search).toBe("?error=sso-failed");
  expect(browser.sessionToken).toBeUndefined();
  expect(await lastReason()).toBe(reason);
});

it("AUT-8: refuses metadata that names another issuer before anybody is sent away", async () => {
  openId.lie({ metadataIssuer: "https://other.test" });
  const at = await new SsoBrowser().follow(`/api/auth/sso/start/${id}`);
  openId.lie({});
  expect(at.href).toBe("http://localhost:3000/sign-in?error=sso-failed");
});

it("AUT-8: an answer counts once, in the browser that began, at the provider it was begun with", async () => {
  const browser = new SsoBrowser();
  const answer = await browser.untilCallback(`/api/auth/sso/start/${id}`);
  const stranger = await new SsoBrowser().follow(answer.href);
  expect(stranger.search).toBe("?error=sso-failed");

  const other = await givenLoginProvider(organization, openId);
  openId.be({ sub: "petra", email, email_verified: true });
  const mixed = new URL(answer.href.replace(id, other));
  expect((await browser.follow(mixed.href)).search).toBe("?error=sso-failed");

  expect((await browser.follow(answer.href)).pathname).toBe("/");
  expect(browser.sessionToken).toBeDefined();
  expect((await browser.follow(answer.href)).search).toBe("?error=sso-failed");
  expect(await lastReason()).toBe("wrong-state");
});

it("begins for a provider that begins itself, and for no other one under its name", async () => {
  const browser = new SsoBrowser();
  const at = await browser.follow(`/api/auth/sso/start/${id}?${new URLSearchParams({ iss: openId.issuer, target_link_uri: "http://localhost:3000/acme/users" }).toString()}`);
  expect(at.pathname).toBe("/acme/users");
  const wrong = await new SsoBrowser().follow(`/api/auth/sso/start/${id}?iss=https%3A%2F%2Fother.test`);
  expect(wrong.search).toBe("?error=sso-failed");
  const away = await new SsoBrowser().follow(`/api/auth/sso/start/${id}?target_link_uri=https%3A%2F%2Fevil.test`);
  expect(away.href).toBe("http://localhost:3000/");
});
