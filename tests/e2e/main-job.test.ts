import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "./support/accessibility";
import { control, demo, providers } from "./support/demo";
import { givenOwnOrganization, signInAs } from "./support/people";

async function connect(page: Page, base: string, connector: { name: string; domain: string; url: string; secret: string; value: string }): Promise<void> {
  await page.goto(`${base}/integrations`);
  await page.getByRole("link", { name: new RegExp(`^(Connect )?${connector.name}`) }).first().click();
  await page.getByLabel(connector.domain).fill(connector.url);
  await page.getByLabel(connector.secret).fill("wrong");
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(page.getByText(/rejected the credentials/)).toBeVisible();
  await page.getByLabel(connector.secret).fill(connector.value);
  await page.getByRole("button", { name: "Test connection" }).click();
  await expect(page.getByText(/it lists/)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(page.getByRole("button", { name: `Sync ${connector.name} Users` })).toBeVisible();
}

const OKTA = { name: "Okta", domain: "Okta domain", url: providers.okta, secret: "API token", value: "00demo-okta-token" };
const BAMBOO = { name: "BambooHR", domain: "BambooHR company", url: providers.bamboohr, secret: "API key", value: "demo-bamboohr-key" };

async function addSource(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "Add source" }).click();
  await page.getByRole("menuitem", { name: new RegExp(`^${name}`) }).click();
}

const sources = (page: Page) => page.getByRole("grid", { name: /User Sources/ }).getByRole("row");

/** The newest version, which stands first, is the one that Users follow. */
async function expectSynced(page: Page): Promise<void> {
  await expect(page.getByRole("region", { name: "Versions" }).getByRole("listitem").first()).toContainText("Synced", { timeout: 60_000 });
}

async function saveAndSync(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const dialogue = page.getByRole("dialog", { name: "Sync All Changes" });
  await expect(dialogue).toBeVisible();
  await expectAccessible(page);
  await dialogue.getByRole("button", { name: "Sync all changes" }).click();
  await expect(dialogue).toBeHidden();
  await expectSynced(page);
}

test("an Admin connects, orders the sources, syncs, and sees where every value comes from", async ({ page }) => {
  test.setTimeout(240_000);
  const base = await givenOwnOrganization(page);
  await page.goto(`${base}/settings/source-of-truth`);
  await expect(page.getByRole("link", { name: "Connect an app" })).toBeVisible();

  await connect(page, base, OKTA);
  await connect(page, base, BAMBOO);

  await page.goto(`${base}/settings/source-of-truth`);
  await addSource(page, "Okta");
  await addSource(page, "BambooHR");
  await expect(sources(page).nth(0)).toContainText("Okta");
  await saveAndSync(page);

  await page.goto(`${base}/users`);
  await expect(page.getByRole("link", { name: "Maya Okafor" }).or(page.getByRole("row", { name: /Ada Lindqvist/ })).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByPlaceholder("Search by name or e-mail").fill("maya.okafor");
  await page.getByText("Maya Okafor").first().click();
  await expect(page.getByRole("heading", { name: "Maya Okafor" })).toBeVisible();
  await expect(page.getByText(/Okta says/)).toBeVisible();
  await expectAccessible(page);

  // The other order, by keyboard alone; the first listed now decides.
  await page.goto(`${base}/settings/source-of-truth`);
  await expect(async () => {
    // In the first milliseconds of the list a key may be lost, to a person as to a machine.
    await page.getByRole("button", { name: "Reorder BambooHR" }).press("Enter", { timeout: 1_000 });
    await expect(page.getByRole("button", { name: /^Insert / }).first()).toBeVisible({ timeout: 1_000 });
  }).toPass();
  const top = page.getByRole("button", { name: "Insert before Okta" });
  await expect(async () => {
    await page.keyboard.press("ArrowUp");
    await expect(top).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.press("Enter");
  await expect(sources(page).nth(0)).toContainText("BambooHR");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Not now" }).click();
  await expect(page.getByText("waits to be synced")).toBeVisible();
  await page.getByRole("button", { name: /Sync all changes/i }).first().click();
  await page.getByRole("dialog").getByRole("button", { name: "Sync all changes" }).click();
  await expectSynced(page);
  await page.goto(`${base}/users?query=maya.okafor`);
  await page.getByText("Maya Okafor").first().click();
  await expect(page.getByText(/BambooHR says/)).toBeVisible();

  // And back by dragging.
  await page.goto(`${base}/settings/source-of-truth`);
  await expect(sources(page).nth(1)).toContainText("Okta");
  const grip = await page.getByRole("button", { name: "Reorder Okta" }).boundingBox();
  const first = await sources(page).nth(0).boundingBox();
  if (grip === null || first === null) throw new Error("The list does not show its rows.");
  await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2);
  await page.mouse.down();
  await page.mouse.move(first.x + 40, first.y + first.height - 4, { steps: 8 });
  await page.mouse.move(first.x + 40, first.y + 4, { steps: 8 });
  await page.mouse.up();
  await expect(sources(page).nth(0)).toContainText("Okta");
});

test("a person who is suspended at the source is refused at sign-in and at the next request of an open session", async ({ page, browser }) => {
  test.setTimeout(120_000);
  await signInAs(page, demo.admin);
  await expect(page).toHaveURL(/\/acme\//);
  const other = await browser.newContext();
  const employee = await other.newPage();
  await signInAs(employee, demo.employee);
  await expect(employee.getByText("Maya Okafor").first()).toBeVisible();
  await expectAccessible(employee);
  try {
    await control("bamboohr", { action: "setStatus", key: "maya.okafor", status: "Inactive" });
    await page.goto("/acme/integrations");
    await page.getByRole("link", { name: "BambooHR", exact: true }).first().click();
    await page.getByRole("button", { name: "Sync BambooHR Users" }).click();
    await expect(async () => {
      await employee.reload();
      await expect(employee).toHaveURL(/\/blocked/, { timeout: 1_000 });
    }).toPass({ timeout: 60_000 });
    await expect(employee.getByText(/Inactive/)).toBeVisible();
    await expectAccessible(employee);
    await employee.context().clearCookies();
    await signInAs(employee, demo.employee);
    await expect(employee).toHaveURL(/\/blocked/);
    await employee.context().clearCookies();
    await signInAs(employee, { ...demo.employee, password: "not her password" });
    await expect(employee.getByText(/Inactive|blocked/i)).toHaveCount(0);
    await expect(employee).toHaveURL(/\/sign-in/);
  } finally {
    await control("bamboohr", { action: "setStatus", key: "maya.okafor", status: "Active" });
    await page.goto("/acme/integrations");
    await page.getByRole("link", { name: "BambooHR", exact: true }).first().click();
    await page.getByRole("button", { name: "Sync BambooHR Users" }).click();
    await other.close();
  }
  await expect(async () => {
    await page.context().clearCookies();
    await signInAs(page, demo.employee);
    await expect(page.getByText("Maya Okafor").first()).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
});
