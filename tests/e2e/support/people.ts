import { expect, type Page } from "@playwright/test";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { demo } from "./demo";

/** Signs in at the form, as a person does. */
export async function signInAs(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** A new Organization whose Admin is the demo's, and the browser in it. Answers the first part of its addresses. */
export async function givenOwnOrganization(page: Page): Promise<string> {
  await signInAs(page, demo.admin);
  await expect(page).toHaveURL(/\/acme\/users/);
  const name = `Story ${randomUUID().slice(0, 8)}`;
  const headers = { origin: demo.url };
  const created = await page.request.post("/api/v1/organizations", { headers, data: { name } });
  const { id, slug } = z.object({ id: z.string(), slug: z.string() }).parse(await created.json());
  await page.request.post("/api/v1/me/organization", { headers, data: { organizationId: id } });
  return `/${slug}`;
}
