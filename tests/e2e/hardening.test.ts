import { globSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { z } from "zod";
import { demo } from "./support/demo";
import { Api } from "./support/api";
import { apiOf } from "./support/organization";
import { givenOwnOrganization, signInAs } from "./support/people";

/** Every page of the product, as its address with names in brackets. */
const pages = globSync("app/**/page.tsx")
  .map((file) => `/${file.replaceAll("\\", "/").replace(/^app\//, "").replace(/\/?page\.tsx$/, "").replace(/\([^)]+\)\/?/g, "")}`)
  .sort();
const ofAnOrganization = pages.filter((page) => page.startsWith("/[organization]"));

const List = z.object({ items: z.array(z.looseObject({ id: z.string() })) });
const firstOf = async (api: Api, path: string): Promise<string> => (await api.expecting(200, List, "GET", path)).items[0]?.id ?? randomUUID();

/** Ids for the addresses of pages, by what stands before them. */
async function idsOf(api: Api): Promise<Record<string, string>> {
  const [users, runs, integrations] = await Promise.all([firstOf(api, "users"), firstOf(api, "sync-runs"), firstOf(api, "integrations")]);
  return { users, "sync-runs": runs, integrations, connect: "okta" };
}

function addressOf(page: string, slug: string, ids: Record<string, string>): string {
  return page.replace("[organization]", slug).replace(/([^/]+)\/\[[^\]]+\]/g, (_, before: string) => {
    const id = ids[before];
    if (id === undefined) throw new Error(`${page}: say which id stands after ${before}.`);
    return `${before}/${id}`;
  });
}

/** Everything that the browser refused because of the policy, as the page's own words. */
async function watchViolations(page: Page): Promise<string[]> {
  const violations: string[] = [];
  await page.exposeFunction("reportViolation", (what: string) => violations.push(`${page.url()}: ${what}`));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
      (window as unknown as { reportViolation: (what: string) => void }).reportViolation(`${violatedDirective} ${blockedURI}`);
    });
  });
  return violations;
}

test("SEC-12 no page breaks the policy, and every page of an Organization is kept by no cache", async ({ page }) => {
  const violations = await watchViolations(page);
  for (const address of ["/sign-in", "/setup", "/join/nothing", "/nothing/here"]) await page.goto(address);
  await signInAs(page, demo.admin);
  await expect(page).toHaveURL(/\/acme\/users/);
  const ids = await idsOf(await apiOf(page));
  for (const address of ofAnOrganization.map((one) => addressOf(one, "acme", ids))) {
    // A page that leads on by itself, as the first one does, would break off the next way.
    await page.waitForLoadState("networkidle");
    const response = await page.goto(address);
    expect(response?.headers()["cache-control"], address).toContain("no-store");
    await expect(page.getByRole("main"), address).toBeVisible();
  }
  expect(ofAnOrganization.length).toBeGreaterThan(10);
  expect(violations).toEqual([]);
});

test("SEC-12 a script that was written into a page does not run", async ({ page }) => {
  const violations = await watchViolations(page);
  await page.goto("/sign-in");
  const ran = await page.evaluate(() => {
    const script = document.createElement("div");
    script.innerHTML = '<img src="data:," onerror="window.taken = true">';
    document.body.append(script);
    return new Promise((resolve) => setTimeout(() => resolve("taken" in window), 300));
  });
  expect(ran).toBe(false);
  expect(violations.length).toBeGreaterThan(0);
});

const HEADERS = { "x-content-type-options": "nosniff", "referrer-policy": /origin/, "cross-origin-opener-policy": "same-origin", "content-security-policy": /frame-ancestors 'none'/ };

test("SEC-12 every answer has its headers, errors too, and no nonce comes twice or from the caller", async ({ request }) => {
  for (const path of ["/", "/sign-in", "/nothing/here/at/all", "/livez", "/api/v1/me", "/api/v1/nothing", "/api/v1/docs", "/_next/static/nothing.js"]) {
    const headers = (await request.get(path, { maxRedirects: 0 })).headers();
    for (const [name, value] of Object.entries(HEADERS)) expect(headers[name], `${path} ${name}`).toMatch(value);
  }
  const nonces = new Set<string>();
  for (let at = 0; at < 100; at += 1) {
    const policy = (await request.get("/livez", { headers: { "x-nonce": "evil", "content-security-policy": "script-src 'nonce-evil'" } })).headers()["content-security-policy"] ?? "";
    nonces.add(/'nonce-([^']+)'/.exec(policy)?.[1] ?? "none");
  }
  expect(nonces.size).toBe(100);
  const html = await (await request.get("/sign-in", { headers: { "x-nonce": "evil", "content-security-policy": "script-src 'nonce-evil'" } })).text();
  expect(html).not.toContain("evil");
  expect([...html.matchAll(/<script(?![^>]*nonce=)/g)]).toEqual([]);
});

test("SEC-7 the image optimizer is off", async ({ request }) => {
  expect((await request.get("/_next/image?url=%2Ffavicon.ico&w=64&q=75")).status()).toBe(404);
});

const TRICKS: readonly { path: string; headers?: Record<string, string> }[] = [
  { path: "/acme/users", headers: { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" } },
  { path: "/acme/users", headers: { "x-middleware-subrequest": "src/middleware:src/middleware:src/middleware:src/middleware:src/middleware" } },
  { path: "/acme/users", headers: { RSC: "1" } },
  { path: "/acme/users", headers: { RSC: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/_tree" } },
  { path: "/acme/users.rsc" },
  { path: "/acme/users.segments/_tree.segment.rsc" },
  { path: "/acme/users?nxtPorganization=acme" },
  { path: "//acme/users" },
  { path: "/acme/%2e/users" },
  { path: "/en/acme/users" },
  { path: "/_next/data/x/acme/users.json" },
];

test("AUT-11 no header and no way to write an address leads past the gate", async ({ request }) => {
  const name = demo.admin.email.split("@")[1] ?? "";
  for (const { path, headers = {} } of TRICKS) {
    const text = await (await request.get(`${demo.url}${path}`, { headers })).text();
    expect(text, path).not.toMatch(/Signed in as|"organizationId"|"employeeStatus"/);
    expect(text.includes(name) && text.includes("Acme"), path).toBe(false);
  }
  for (const headers of [{}, { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" }]) {
    expect((await request.get(`${demo.url}/api/v1/users`, { headers })).status()).toBe(401);
  }
});

test("ISO-8 every page with an id of another Organization reads as with an id that is nobody's", async ({ page }) => {
  test.setTimeout(120_000);
  const theirs = await idsOf(new Api({ authorization: `Bearer ${demo.apiToken}` }));
  const slug = (await givenOwnOrganization(page)).slice(1);
  const read = async (address: string): Promise<string> => {
    await page.goto(address);
    await expect(page.getByRole("main")).toBeVisible();
    await expect(page.getByRole("main")).toContainText("This could not be shown");
    return (await page.getByRole("main").innerText()).replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "<id>");
  };
  const nobody = { users: randomUUID(), "sync-runs": randomUUID(), integrations: randomUUID(), connect: "okta" };
  for (const one of ofAnOrganization.filter((address) => /\[id\]/.test(address))) {
    expect(await read(addressOf(one, slug, theirs)), one).toBe(await read(addressOf(one, slug, nobody)));
  }
});
