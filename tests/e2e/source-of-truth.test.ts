import { expect, type Page, test } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { expectAccessible } from "./support/accessibility";
import { apiOf, givenSources } from "./support/organization";
import { givenOwnOrganization } from "./support/people";
import { grab, panel, saveWhatIsShown, shownChange, sources } from "./support/source-of-truth-screen";

const People = z.object({ items: z.array(z.looseObject({ id: z.string() })) });

/** An Organization whose Users follow Okta first and BambooHR second. */
async function givenTwoSources(page: Page): Promise<string> {
  const base = await givenOwnOrganization(page);
  await givenSources(await apiOf(page), ["okta", "bamboohr"]);
  return base;
}

const people = async (page: Page) => People.parse(await (await page.request.get("/api/v1/users?limit=200")).json()).items;
const versions = (page: Page) => page.getByRole("region", { name: "Versions" }).getByRole("listitem");

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
  expect((await saveWhatIsShown(page)).people).toBe(inHand);
  await expect(versions(page).first()).toContainText("Synced");
  expect(await people(page)).not.toEqual(before);

  await page.getByRole("button", { name: "What changed in version 1" }).click();
  await page.getByRole("button", { name: "Go back to version 1" }).click();
  expect(await shownChange(panel(page))).toBe(inHand);
  await expect(sources(page).nth(0)).toContainText("Okta");
  expect((await saveWhatIsShown(page)).people).toBe(inHand);
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
