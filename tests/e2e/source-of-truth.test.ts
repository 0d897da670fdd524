import { expect, type Locator, type Page, test } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { expectAccessible } from "./support/accessibility";
import { demo, providers } from "./support/demo";
import { givenOwnOrganization } from "./support/people";

const Run = z.looseObject({ id: z.string(), state: z.string(), counts: z.record(z.string(), z.number()) });
const Integration = z.looseObject({ id: z.string(), activeSyncRunId: z.string().nullable() });
const People = z.object({ items: z.array(z.looseObject({ id: z.string() })) });

const headers = { origin: demo.url };

async function ended(page: Page, runId: string): Promise<z.output<typeof Run>> {
  for (;;) {
    const run = Run.parse(await (await page.request.get(`/api/v1/sync-runs/${runId}`)).json());
    if (run.state !== "queued" && run.state !== "running") return run;
    await page.waitForTimeout(200);
  }
}

async function connected(page: Page, data: Record<string, unknown>): Promise<string> {
  const answer = await page.request.post("/api/v1/integrations", { headers, data });
  const { id, activeSyncRunId } = Integration.parse(await answer.json());
  if (activeSyncRunId !== null) await ended(page, activeSyncRunId);
  return id;
}

/** An Organization whose Users follow Okta first and BambooHR second. */
async function givenTwoSources(page: Page): Promise<string> {
  const base = await givenOwnOrganization(page);
  const okta = await connected(page, {
    connector: "okta",
    name: "Okta",
    config: { baseUrl: providers.okta },
    secrets: { apiToken: "00demo-okta-token" },
  });
  const bamboo = await connected(page, {
    connector: "bamboohr",
    name: "BambooHR",
    config: { baseUrl: providers.bamboohr },
    secrets: { apiKey: "demo-bamboohr-key" },
  });
  const { version } = z.looseObject({ version: z.number() }).parse(await (await page.request.get("/api/v1/source-of-truth")).json());
  const userSources = [{ integrationId: okta }, { integrationId: bamboo }];
  expect((await page.request.put("/api/v1/source-of-truth", { headers, data: { version, userSources } })).ok()).toBe(true);
  const run = Run.parse(await (await page.request.post("/api/v1/source-of-truth/sync", { headers })).json());
  expect(await ended(page, run.id)).toMatchObject({ state: "succeeded" });
  return base;
}

const people = async (page: Page) => People.parse(await (await page.request.get("/api/v1/users?limit=200")).json()).items;
const sources = (page: Page) => page.getByRole("grid", { name: /User Sources/ }).getByRole("row");
const panel = (page: Page) => page.getByRole("complementary", { name: "Effect" });
const versions = (page: Page) => page.getByRole("region", { name: "Versions" }).getByRole("listitem");

/** Settles on the numbers of what is on the screen, and answers how many people change. */
async function shownChange(place: Locator): Promise<number> {
  const title = place.getByText(/^[\d,]+ (person changes|people change)$/);
  await expect(title).toBeVisible();
  await expect(place.locator("[aria-busy=true]")).toHaveCount(0);
  return Number((await title.innerText()).replace(/\D/g, ""));
}

async function grab(page: Page, name: string, over: Locator): Promise<void> {
  const grip = await page.getByRole("button", { name: `Reorder ${name}` }).boundingBox();
  const target = await over.boundingBox();
  if (grip === null || target === null) throw new Error("The list does not show its rows.");
  await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2);
  await page.mouse.down();
  await page.mouse.move(target.x + 40, target.y + target.height - 4, { steps: 8 });
  await page.mouse.move(target.x + 40, target.y + 4, { steps: 8 });
}

/** Saves with the preview's token, and answers how many people the run changed. */
async function saveWhatIsShown(page: Page): Promise<number> {
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const dialogue = page.getByRole("dialog", { name: "Sync All Changes" });
  await expect(dialogue.getByText(/people? changes?$/)).toBeVisible();
  await expectAccessible(page);
  const answer = page.waitForResponse((response) => response.request().method() === "PUT" && response.url().endsWith("/source-of-truth"));
  await dialogue.getByRole("button", { name: "Apply what is shown" }).click();
  const { appliedRunId } = z.looseObject({ appliedRunId: z.string() }).parse(await (await answer).json());
  await expect(dialogue).toBeHidden();
  const run = await ended(page, appliedRunId);
  expect(run).toMatchObject({ state: "succeeded" });
  return (run.counts["usersChanged"] ?? 0) + (run.counts["usersCreated"] ?? 0);
}

test("an Admin sees whom an order changes while the source is in the hand, applies exactly that, and goes back", async ({ page }) => {
  test.setTimeout(180_000);
  const base = await givenTwoSources(page);
  const before = await people(page);
  await page.goto(`${base}/settings/source-of-truth`);
  await expect(sources(page).nth(0)).toContainText("Okta");
  await expect(panel(page)).toContainText("before anything is saved");
  await expectAccessible(page);

  await grab(page, "BambooHR", sources(page).nth(0));
  const inHand = await shownChange(panel(page));
  expect(inHand).toBeGreaterThan(0);
  await page.mouse.up();
  await expect(sources(page).nth(0)).toContainText("BambooHR");
  expect(await shownChange(panel(page))).toBe(inHand);
  await expectAccessible(page);

  await panel(page)
    .getByRole("button", { name: /^See all/ })
    .click();
  await expect(page.getByRole("dialog").getByRole("list", { name: "Changes" }).getByRole("listitem").first()).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("dialog").getByRole("link", { name: "Download CSV" }).click();
  const csv = await readFile(await (await download).path(), "utf8");
  expect(csv.trim().split("\n").length).toBeGreaterThan(inHand);
  await page.keyboard.press("Escape");

  expect(await people(page)).toEqual(before);
  expect(await saveWhatIsShown(page)).toBe(inHand);
  await expect(versions(page).first()).toContainText("Synced");
  expect(await people(page)).not.toEqual(before);

  await page.getByRole("button", { name: "What changed in version 1" }).click();
  await page.getByRole("button", { name: "Go back to version 1" }).click();
  expect(await shownChange(panel(page))).toBe(inHand);
  await expect(sources(page).nth(0)).toContainText("Okta");
  expect(await saveWhatIsShown(page)).toBe(inHand);
  const timeless = (rows: z.output<typeof People>["items"]) => rows.map((row) => ({ ...row, statusChangedAt: null }));
  expect(timeless(await people(page))).toEqual(timeless(before));
});

test("removing a source on a phone says what becomes of its people, with the numbers in view", async ({ page }) => {
  test.setTimeout(120_000);
  await page.setViewportSize({ width: 390, height: 844 });
  const base = await givenTwoSources(page);
  await page.goto(`${base}/settings/source-of-truth`);
  await page.getByRole("button", { name: "Actions for Okta" }).click();
  await page.getByRole("menuitem", { name: /Remove from the list/ }).click();
  await expect(page.getByText("What becomes of the people of Okta?")).toBeVisible();
  await expect(page.getByText(/handed over to the next source/)).toBeVisible();
  await expect(panel(page).getByText(/people change|person changes/)).toBeInViewport();
  await expectAccessible(page);
  await panel(page).getByRole("button", { name: "Show more of the effect" }).click();
  await expect(panel(page).getByText("What you changed")).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("button", { name: /Keep them on Okta/ }).click();
  await expect(sources(page).nth(0)).toContainText("Match only: creates nobody");
  await page.getByRole("button", { name: "Discard changes" }).click();
  await expect(sources(page).nth(0)).not.toContainText("Match only");
});
