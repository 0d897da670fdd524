import { expect, test } from "vitest";
import { handleApiRequest } from "@/lib/api/handle-request";
import { contentSecurityPolicy } from "@/lib/api/browser-headers";
import { createApiToken } from "@/lib/use-cases/api-tokens/create-api-token";
import { givenOrganization } from "@/tests/support/given";

const OWN = "http://localhost:3000";

async function rename(headers: Record<string, string>): Promise<number> {
  const init = { method: "PATCH", headers: { "content-type": "application/json", ...headers }, body: JSON.stringify({ name: "Renamed" }) };
  return (await handleApiRequest(new Request(`${OWN}/api/v1/organization`, init))).status;
}

test.each([
  { from: "nobody", headers: {} },
  { from: "a sandboxed page", headers: { origin: "null" } },
  { from: "a sandboxed page that says it is ours", headers: { origin: "null", "sec-fetch-site": "same-origin" } },
  { from: "another site", headers: { origin: "https://evil.test" } },
  { from: "another site with our host forwarded", headers: { origin: "https://evil.test", host: "evil.test", "x-forwarded-host": "evil.test", "x-forwarded-proto": "https" } },
  { from: "another site by a new browser", headers: { origin: OWN, "sec-fetch-site": "cross-site" } },
  { from: "another port of this host", headers: { origin: "http://localhost:3001" } },
  { from: "our host by another scheme", headers: { origin: "https://localhost:3000" } },
])("AUT-12 a change by cookie from $from is refused", async ({ headers }) => {
  const { sessionToken } = await givenOrganization();
  expect(await rename({ cookie: `next-auth.session-token=${sessionToken}`, ...headers })).toBe(403);
});

test("AUT-12 a change by cookie from our own page is made, and one by a bearer token from anywhere", async () => {
  const { sessionToken, admin } = await givenOrganization();
  expect(await rename({ cookie: `next-auth.session-token=${sessionToken}`, origin: OWN })).toBe(200);
  const { token } = await createApiToken(admin, { name: "Script" });
  expect(await rename({ authorization: `Bearer ${token}`, origin: "https://evil.test" })).toBe(200);
});

test("SEC-12 the policy of a page lets run nothing that was written into it, and differs by its nonce", () => {
  const [one, two] = [contentSecurityPolicy("one"), contentSecurityPolicy("two")];
  const scripts = one.split("; ").find((directive) => directive.startsWith("script-src"));
  expect(scripts).toBe("script-src 'self' 'nonce-one' 'strict-dynamic'");
  expect(two).toBe(one.replace("nonce-one", "nonce-two"));
  for (const directive of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"]) expect(one).toContain(directive);
});
