import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { z } from "zod";
import { startOpenIdProvider, type OpenIdProvider } from "../support/open-id-provider";
import { expectAccessible } from "./support/accessibility";
import { control } from "./support/demo";
import { apiOf, givenSources } from "./support/organization";
import { givenOwnOrganization } from "./support/people";

const Ways = z.looseObject({ providers: z.array(z.looseObject({ id: z.string(), redirectUri: z.string() })) });

const redirectUris: string[] = [];
let openId: OpenIdProvider;
test.beforeAll(async () => {
  openId = await startOpenIdProvider(() => redirectUris);
});
test.afterAll(() => openId.close());

test("a person signs in by a real OpenID provider, is blocked at the source, sees why, and comes back", async ({ page, browser }) => {
  const base = await givenOwnOrganization(page);
  const api = await apiOf(page);
  const key = `oona.${randomUUID().slice(0, 8)}`;
  const email = `${key}@acme.test`;
  await control("scim", { action: "add", person: { givenName: "Oona", familyName: "Openid", email } });
  await givenSources(api, ["scim"]);

  await page.goto(`${base}/settings/source-of-truth/login-providers`);
  await expect(page.getByRole("heading", { name: "Login Providers" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Add a provider" }).click();
  const form = page.getByRole("form", { name: "Login Provider" });
  const name = `IdP ${randomUUID().slice(0, 4)}`;
  await form.getByLabel("Name").fill(name);
  await form.getByLabel("Issuer").fill(openId.issuer);
  await form.getByLabel("Client ID").fill(openId.clientId);
  await form.getByLabel("Client secret").fill(openId.clientSecret);
  await form.getByRole("button", { name: "Save provider" }).click();
  await expect(page.getByText("Off, needs a test sign-in")).toBeVisible();
  const { providers } = await api.expecting(200, Ways, "GET", "login-providers");
  redirectUris.push(providers[0]?.redirectUri ?? "");

  openId.be({ sub: "the-tester", email: "tester@example.test", email_verified: true });
  await page.getByRole("link", { name: `Test sign-in at ${name}` }).click();
  await expect(page.getByText(`The test sign-in at ${name} passed.`)).toBeVisible();
  await expect(page.getByText("the-tester")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: `Switch on ${name}` }).click();
  await expect(page.getByText("On", { exact: true })).toHaveCount(2);

  // The domain is not proven, so an Admin decides the first time.
  openId.be({ sub: "person-1", email, email_verified: true, name: "Person One" });
  const theirs = await (await browser.newContext()).newPage();
  const start = `/api/auth/sso/start/${providers[0]?.id ?? ""}`;
  await theirs.goto(start);
  await expect(theirs.getByText("Ask an Admin of your organization to allow it.")).toBeVisible();
  await page.reload();
  await page.getByRole("button", { name: /^Link to / }).click();
  await expect(page.getByText("Waiting for you")).toBeHidden();
  await theirs.goto(start);
  await expect(theirs).toHaveURL(/\/me$/);

  await control("scim", { action: "setStatus", key, status: "false" });
  await api.sync("source-of-truth/sync");
  await theirs.reload();
  await expect(theirs).toHaveURL(/\/blocked/);
  await theirs.goto(start);
  await expect(theirs.getByRole("heading", { name: "Your access is off" })).toBeVisible();
  await expectAccessible(theirs);

  await control("scim", { action: "setStatus", key, status: "true" });
  await api.sync("source-of-truth/sync");
  await theirs.goto(start);
  await expect(theirs).toHaveURL(/\/me$/);
  await control("scim", { action: "remove", key });
});
