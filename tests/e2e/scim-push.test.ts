import { expect, type Page, test } from "@playwright/test";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { expectAccessible } from "./support/accessibility";
import type { Api } from "./support/api";
import { demo } from "./support/demo";
import { apiOf } from "./support/organization";
import { givenOwnOrganization, signInAs } from "./support/people";

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const patchOf = (...Operations: unknown[]) => ({ schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], Operations });
const PASSWORD = "a long enough password of hers 7";

type Push = (method: string, path: string, body: unknown) => Promise<string>;

const pushTo = (baseUrl: string, token: string): Push => async (method, path, body) => {
  const answer = await fetch(`${baseUrl}${path}`, { method, headers: { authorization: `Bearer ${token}`, "content-type": "application/scim+json" }, body: JSON.stringify(body) });
  const text = await answer.text();
  expect(answer.ok, text).toBe(true);
  return z.looseObject({ id: z.string() }).parse(JSON.parse(text)).id;
};

/** Connects on the screen. Answers the base URL and the token, which stand there this once. */
async function connect(page: Page, base: string): Promise<{ integrationId: string; push: Push }> {
  await page.goto(`${base}/integrations`);
  await page.getByRole("link", { name: /^(Connect )?SCIM 2.0 push/ }).first().click();
  const answer = page.waitForResponse((response) => response.request().method() === "POST" && response.url().endsWith("/api/v1/integrations"));
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  const { id, scim } = z.looseObject({ id: z.string(), scim: z.object({ baseUrl: z.string(), token: z.string() }) }).parse(await (await answer).json());
  await expect(page.getByText("The token is shown this once")).toBeVisible();
  await expect(page.getByLabel("Token", { exact: true })).toHaveValue(scim.token);
  await expectAccessible(page);
  await page.getByRole("link", { name: "I have copied both" }).click();
  await expect(page.getByText("Never synced")).toBeVisible();
  await expect(page.getByText(`Token ending in ${scim.token.slice(-4)}, never used`)).toBeVisible();
  expect(await page.content()).not.toContain(scim.token);
  await expectAccessible(page);
  return { integrationId: id, push: pushTo(scim.baseUrl, scim.token) };
}

async function givenPassword(api: Api, email: string): Promise<void> {
  const found = await api.expecting(200, z.looseObject({ items: z.array(z.looseObject({ id: z.string(), email: z.string().nullable() })) }), "GET", `users?query=${encodeURIComponent(email)}`);
  const id = found.items.find((user) => user.email === email)?.id ?? "";
  const link = await api.expecting(201, z.looseObject({ url: z.string() }), "POST", `users/${id}/sign-in-link`);
  const joined = await fetch(`${demo.url}/api/join`, { method: "POST", headers: { "content-type": "application/json", origin: demo.url }, body: JSON.stringify({ token: link.url.split("/").at(-1), password: PASSWORD }) });
  expect(joined.ok, await joined.text()).toBe(true);
}

test("a push is connected, makes people, and takes away a sign-in and an open session within two seconds", async ({ page, browser }) => {
  test.setTimeout(180_000);
  const base = await givenOwnOrganization(page);
  const { integrationId, push } = await connect(page, base);
  const tag = randomUUID().slice(0, 8);
  const [ada, bob] = [`ada.${tag}@push.test`, `bob.${tag}@push.test`];
  // Entra ID sends the extension with the person; Okta a lean User.
  const adaId = await push("POST", "/Users", {
    schemas: [USER, ENTERPRISE], externalId: tag, userName: ada, active: true, displayName: "Ada Pushed", meta: { resourceType: "User" },
    name: { formatted: "Ada Pushed", familyName: "Pushed", givenName: "Ada" }, emails: [{ primary: true, type: "work", value: ada }], [ENTERPRISE]: { department: "Ops" },
  });
  await push("POST", "/Users", { schemas: [USER], userName: bob, name: { givenName: "Bob", familyName: "Pushed" }, emails: [{ primary: true, value: bob, type: "work" }], displayName: "Bob Pushed", active: true, groups: [] });

  await page.goto(`${base}/settings/source-of-truth`);
  await page.getByRole("button", { name: "Add source" }).click();
  await page.getByRole("menuitem", { name: /^SCIM 2.0 push/ }).click();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("dialog", { name: "Sync All Changes" }).getByRole("button", { name: "Sync all changes" }).click();
  await expect(page.getByRole("region", { name: "Versions" }).getByRole("listitem").first()).toContainText("Synced", { timeout: 60_000 });
  await page.goto(`${base}/users`);
  await expect(page.getByText("Ada Pushed").first()).toBeVisible();
  await expect(page.getByText("Bob Pushed").first()).toBeVisible();

  await givenPassword(await apiOf(page), ada);
  const hers = await browser.newContext();
  const other = await browser.newContext();
  try {
    const open = await hers.newPage();
    await signInAs(open, { email: ada, password: PASSWORD });
    await expect(open.getByText("Ada Pushed").first()).toBeVisible();
    const signInPage = await other.newPage();
    await signInPage.goto("/sign-in");
    await signInPage.getByLabel("E-mail").fill(ada);
    await signInPage.getByLabel("Password").fill(PASSWORD);

    await push("PATCH", `/Users/${adaId}`, patchOf({ op: "Replace", path: "active", value: "False" }));
    // The bound is the issue's, counted from the answer to the push.
    await expect.poll(async () => (await hers.request.get("/api/v1/me")).status(), { timeout: 2_000, intervals: [50] }).toBe(401);
    await signInPage.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(signInPage).toHaveURL(/\/blocked/);
    await expectAccessible(signInPage);
    await open.reload();
    await expect(open).toHaveURL(/\/blocked/);
    await expect(open.getByText(/Inactive/)).toBeVisible();

    await push("PATCH", `/Users/${adaId}`, patchOf({ op: "replace", value: { id: adaId, active: true } }));
    await expect(async () => {
      await open.context().clearCookies();
      await signInAs(open, { email: ada, password: PASSWORD });
      await expect(open.getByText("Ada Pushed").first()).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 30_000 });
  } finally {
    await hers.close();
    await other.close();
  }
  await page.goto(`${base}/integrations/${integrationId}`);
  await expect(page.getByText("Never synced")).toHaveCount(0);
  await expect(page.getByText(/Token ending in .*, last used/)).toBeVisible();
  await expectAccessible(page);
});
