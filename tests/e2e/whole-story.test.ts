import { expect, test } from "@playwright/test";
import { z } from "zod";
import { expectAccessible } from "./support/accessibility";
import { apiOf, givenSources } from "./support/organization";
import { givenOwnOrganization } from "./support/people";
import { grab, panel, saveWhatIsShown, shownChange, sources } from "./support/source-of-truth-screen";

const Changes = z.object({ items: z.array(z.looseObject({ field: z.string().nullable(), before: z.string().nullable(), after: z.string().nullable(), user: z.object({ id: z.string(), name: z.string() }) })) });
const Fields = z.looseObject({ fields: z.array(z.looseObject({ field: z.string(), value: z.string().nullable() })) });
const SourceOfTruth = z.looseObject({ appliedVersion: z.number(), version: z.number() });

test("an Admin drags a source, sees whom it changes, saves and applies just that, asks why a value is so, and undoes it all", async ({ page }) => {
  test.setTimeout(180_000);
  const base = await givenOwnOrganization(page);
  const api = await apiOf(page);
  await givenSources(api, ["okta", "bamboohr"]);
  const valueOf = async (userId: string, field: string) =>
    (await api.expecting(200, Fields, "GET", `users/${userId}`)).fields.find((entry) => entry.field === field)?.value ?? null;

  // Drags, and sees the effect while the source is still in the hand.
  await page.goto(`${base}/settings/source-of-truth`);
  await expect(sources(page).nth(0)).toContainText("Okta");
  await grab(page, "BambooHR", sources(page).nth(0));
  const shown = await shownChange(panel(page));
  expect(shown).toBeGreaterThan(0);
  await page.mouse.up();
  await expect(sources(page).nth(0)).toContainText("BambooHR");

  // Saves and applies: as many people as were shown.
  const applied = await saveWhatIsShown(page);
  expect(applied.people).toBe(shown);
  const { items } = await api.expecting(200, Changes, "GET", `sync-runs/${applied.runId}/changes?kind=FIELD&limit=200`);
  const change = items.find(({ field, before, after }) => field === "title" && before !== null && after !== null);
  if (change === undefined) throw new Error("The order changed nobody's title.");
  expect(await valueOf(change.user.id, "title")).toBe(change.after);

  // Asks why: the first listed source now, and the one that lost.
  await page.goto(`${base}/users/${change.user.id}`);
  await page.getByRole("button", { name: "why? Title" }).click();
  const drawer = page.getByRole("dialog", { name: "Why this Title?" });
  await expect(drawer.getByRole("region", { name: "Gives the value" })).toContainText("BambooHR");
  await expect(drawer.getByRole("region", { name: "Gives the value" })).toContainText(change.after ?? "");
  await expect(drawer.getByRole("region", { name: "Does not" })).toContainText("Is asked after BambooHR");
  await expectAccessible(page);

  // Undoes the run: the value is back, and so is the order that people follow.
  await page.goto(`${base}/sync-runs/${applied.runId}`);
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  const dialogue = page.getByRole("dialog", { name: "Undo this run?" });
  await expectAccessible(page);
  await dialogue.getByRole("button", { name: /^Change [\d,]+ (person|people) back$/ }).click();
  await expect(page.getByRole("heading", { name: "Undo of Sync All Changes" })).toBeVisible();
  await expect(page.getByText("Succeeded")).toBeVisible({ timeout: 60_000 });
  expect(await valueOf(change.user.id, "title")).toBe(change.before);
  expect(await api.expecting(200, SourceOfTruth, "GET", "source-of-truth")).toMatchObject({ version: 2, appliedVersion: 1 });
  await page.goto(`${base}/users/${change.user.id}`);
  await page.getByRole("button", { name: "why? Title" }).click();
  await expect(drawer.getByRole("region", { name: "Gives the value" })).toContainText("Okta");
});
