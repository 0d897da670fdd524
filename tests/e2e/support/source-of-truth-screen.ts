/** The User Sources editor as a person uses it. */
import { expect, type Locator, type Page } from "@playwright/test";
import { z } from "zod";
import { expectAccessible } from "./accessibility";
import { apiOf } from "./organization";

export const sources = (page: Page) => page.getByRole("grid", { name: /User Sources/ }).getByRole("row");
export const panel = (page: Page) => page.getByRole("complementary", { name: "Effect" });

/** Settles on the numbers of what is on the screen, and answers how many people change. */
export async function shownChange(place: Locator): Promise<number> {
  const title = place.getByText(/^[\d,]+ (person changes|people change)$/);
  await expect(title).toBeVisible();
  await expect(place.locator("[aria-busy=true]")).toHaveCount(0);
  return Number((await title.innerText()).replace(/\D/g, ""));
}

/** Takes a source by its grip and holds it over the upper edge of a row. */
export async function grab(page: Page, name: string, over: Locator): Promise<void> {
  const grip = await page.getByRole("button", { name: `Reorder ${name}` }).boundingBox();
  const target = await over.boundingBox();
  if (grip === null || target === null) throw new Error("The list does not show its rows.");
  await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2);
  await page.mouse.down();
  await page.mouse.move(target.x + 40, target.y + target.height - 4, { steps: 8 });
  await page.mouse.move(target.x + 40, target.y + 4, { steps: 8 });
}

/** Saves with the preview's token, and answers the run and how many people it changed. */
export async function saveWhatIsShown(page: Page): Promise<{ runId: string; people: number }> {
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const dialogue = page.getByRole("dialog", { name: "Sync All Changes" });
  await expect(dialogue.getByText(/people? changes?$/)).toBeVisible();
  await expectAccessible(page);
  const answer = page.waitForResponse((response) => response.request().method() === "PUT" && response.url().endsWith("/source-of-truth"));
  await dialogue.getByRole("button", { name: "Apply what is shown" }).click();
  const { appliedRunId } = z.looseObject({ appliedRunId: z.string() }).parse(await (await answer).json());
  await expect(dialogue).toBeHidden();
  const run = await (await apiOf(page)).ended(appliedRunId);
  expect(run).toMatchObject({ state: "succeeded" });
  return { runId: appliedRunId, people: (run.counts["usersChanged"] ?? 0) + (run.counts["usersCreated"] ?? 0) };
}
