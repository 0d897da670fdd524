import { expect, test } from "@playwright/test";
import { expectAccessible } from "./support/accessibility";
import { apiOf, givenSources } from "./support/organization";
import { givenOwnOrganization } from "./support/people";

test("a value and a status say which source gave them, who lost and why, and what would be without it; a person can overrule them", async ({ page }) => {
  test.setTimeout(180_000);
  const base = await givenOwnOrganization(page);
  await givenSources(await apiOf(page), ["bamboohr", "okta"]);
  await page.goto(`${base}/users?query=maya.okafor`);
  await page.getByText("Maya Okafor").first().click();
  await expect(page.getByRole("heading", { name: "Maya Okafor" })).toBeVisible();

  // The status, by mouse: the winner, and the loser with its reason.
  await page.getByRole("button", { name: "why? Employee Status" }).click();
  const drawer = page.getByRole("dialog", { name: "Why this Employee Status?" });
  await expect(drawer.getByRole("region", { name: "Gives the value" })).toContainText("BambooHR");
  await expect(drawer.getByRole("region", { name: "Does not" })).toContainText("Is asked after BambooHR");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();

  // A value, by keyboard alone; then as if its source were gone.
  await page.getByRole("button", { name: "why? Employment type" }).focus();
  await page.keyboard.press("?");
  const type = page.getByRole("dialog", { name: "Why this Employment type?" });
  await expect(type.getByRole("region", { name: "Gives the value" })).toContainText("BambooHR");
  await type.getByRole("button", { name: "Without BambooHR" }).click();
  await expect(type.getByRole("list", { name: "Without BambooHR" }).or(type.getByText("Nothing would change for this person"))).toBeVisible();

  // Overruled, with reason and owner wherever it shows, and given back.
  await type.getByRole("button", { name: "Override this value" }).click();
  const override = page.getByRole("dialog", { name: "Override a value of Maya Okafor" });
  await override.getByRole("textbox", { name: "Employment type" }).fill("Advisor");
  await override.getByRole("textbox", { name: "Reason" }).fill("Agreed with HR");
  await expectAccessible(page);
  await override.getByRole("button", { name: "Set the override" }).click();
  await expect(override).toBeHidden();
  const fields = page.getByRole("region", { name: "Fields" });
  await expect(fields.getByText("Advisor")).toBeVisible();
  await expect(fields.getByText("Agreed with HR")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "why? Employment type" }).click();
  await expect(type).toContainText("Agreed with HR");
  await type.getByRole("button", { name: "Lift the override" }).click();
  const lift = page.getByRole("dialog", { name: "Lift the override of Employment type?" });
  await lift.getByRole("button", { name: "Lift the override" }).click();
  await expect(lift).toBeHidden();
  await expect(fields.getByText("Advisor")).toHaveCount(0);
});
