import { expect, type Page, test } from "@playwright/test";
import { z } from "zod";
import { expectAccessible } from "./support/accessibility";
import { demo } from "./support/demo";
import { givenOwnOrganization, signInAs } from "./support/people";
import { startPeopleList } from "./support/people-list";

const PEOPLE = [
  { id: 1, status: "active", mail: "ines@list.test", name: { first: "Ines", last: "Marchetti" } },
  { id: 2, status: "suspended", mail: "tom@list.test", name: { first: "Tom", last: "Byrne" } },
  // Without an id nobody can say who this is.
  { status: "active", mail: "nobody@list.test", name: { first: "No", last: "Id" } },
];

const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });

async function fillTheForm(page: Page, url: string): Promise<void> {
  await field(page, "Address of the list").fill(url);
  await field(page, "List").fill("data");
  await field(page, "Status").fill("status");
  await field(page, "E-mail").fill("mail");
  await field(page, "First name").fill("name.first");
  await field(page, "Last name").fill("name.last");
}

test("an Admin finds a system, sees what would be read before anything is saved, and mends the connection when it breaks", async ({ page }) => {
  const list = await startPeopleList("right-1", PEOPLE);
  try {
    const base = await givenOwnOrganization(page);
    await page.goto(`${base}/integrations`);
    await page.getByRole("searchbox", { name: "Search systems" }).fill("no such thing");
    await expect(page.getByText("No system matches.")).toBeVisible();
    await page.getByRole("button", { name: "Show all systems" }).click();
    await page.getByRole("searchbox", { name: "Search systems" }).fill("json");
    await expect(page.getByRole("link", { name: "Connect Okta" })).toBeHidden();
    await expectAccessible(page);
    await page.getByRole("link", { name: "Connect HTTP/JSON" }).click();

    await fillTheForm(page, list.url);
    await page.getByRole("button", { name: "Test connection" }).click();
    await expect(page.getByText("Enter the token or key.")).toBeVisible();
    await field(page, "Token or key").fill("wrong");
    await page.getByRole("button", { name: "Test connection" }).click();
    await expect(page.getByText(/rejected the credentials/)).toBeVisible();
    await expectAccessible(page);

    await field(page, "Token or key").fill("right-1");
    await page.getByRole("button", { name: "Preview" }).click();
    const preview = page.getByRole("region", { name: "Preview" });
    await expect(preview).toContainText("Ines");
    await expect(preview).toContainText("1 record kept aside");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Test connection" }).click();
    await expect(page.getByText(/1 active, 1 suspended/)).toBeVisible();
    await page.getByRole("button", { name: "Connect", exact: true }).click();

    const sync = page.getByRole("button", { name: "Sync HTTP/JSON Users" });
    await expect(sync).toBeVisible();
    await expect(page.getByRole("heading", { name: "Kept aside" })).toBeVisible({ timeout: 30_000 });
    await page.getByText("Show the record").click();
    await expect(page.getByText('"nobody@list.test"')).toBeVisible();
    await expectAccessible(page);

    list.token = "right-2";
    await sync.click();
    await page.getByRole("link", { name: "Open HTTP/JSON" }).click({ timeout: 30_000 });
    await expect(page.getByText("Broken", { exact: true })).toBeVisible();
    await expect(page.getByText(/rejected the credentials/).first()).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Reconnect" }).click();
    const dialogue = page.getByRole("dialog");
    await dialogue.getByRole("button", { name: "Replace" }).click();
    await dialogue.getByLabel("Token or key", { exact: true }).fill("right-2");
    await expectAccessible(page);
    await dialogue.getByRole("button", { name: "Reconnect" }).click();
    await expect(dialogue).toBeHidden();
    await expect(page.getByText("Connected", { exact: true })).toBeVisible({ timeout: 30_000 });
  } finally {
    await list.stop();
  }
});

test("no form of any system is wider than a phone", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signInAs(page, demo.admin);
  await expect(page).toHaveURL(/\/acme\//);
  const { items } = z.object({ items: z.array(z.object({ id: z.string() })) }).parse(await (await page.request.get("/api/v1/connectors")).json());
  expect(items.length).toBeGreaterThan(15);
  for (const { id } of items) {
    await page.goto(`/acme/integrations/connect/${id}`);
    await expect(page.getByLabel("Name", { exact: true }), id).toBeVisible();
    for (const folded of await page.locator("main details").all()) await folded.locator("summary").click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth), id).toBeLessThanOrEqual(390);
  }
});
