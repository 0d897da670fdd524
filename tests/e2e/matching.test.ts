import { expect, test } from "@playwright/test";
import { randomUUID } from "node:crypto";
import { expectAccessible } from "./support/accessibility";
import { control } from "./support/demo";
import { apiOf, givenSources } from "./support/organization";
import { givenOwnOrganization } from "./support/people";

test("an account that fits a person only in part is decided by keyboard with the evidence side by side, and the decision can be revoked", async ({ page }) => {
  test.setTimeout(180_000);
  const key = `match.${randomUUID().slice(0, 6)}`;
  const email = `${key}@acme.test`;
  await control("scim", { action: "add", person: { givenName: "Mira", familyName: "Quist", email, employeeNumber: "71001" } });
  await control("okta", { action: "add", person: { givenName: "Mira", familyName: "Quist", email, employeeNumber: "71002" } });
  try {
    const base = await givenOwnOrganization(page);
    await givenSources(await apiOf(page), ["scim", "okta"]);
    await page.goto(`${base}/reviews/matching`);
    const review = page.getByRole("region", { name: "Review of Mira Quist" });
    await page.getByRole("navigation", { name: "Reviews" }).getByRole("button", { name: /Mira Quist/ }).click();
    const evidence = review.getByRole("article", { name: "Candidate Mira Quist" });
    await expect(evidence.getByRole("row", { name: /Employee number 71002 71001 Differ/ })).toBeVisible();
    await expect(evidence.getByRole("row", { name: /E-mail .* Agree/ })).toBeVisible();
    await expectAccessible(page);

    await review.focus();
    await page.keyboard.press("1");
    const dialogue = page.getByRole("dialog", { name: "Mira Quist is Mira Quist?" });
    await expect(dialogue.getByRole("button", { name: "Link to Mira Quist" })).toBeFocused();
    await expectAccessible(page);
    await page.keyboard.press("Enter");
    await expect(dialogue).toBeHidden();
    await expect(review).toBeHidden();

    await page.goto(`${base}/users?query=${key}`);
    await page.getByText("Mira Quist").first().click();
    const accounts = page.getByRole("region", { name: "Accounts", exact: true });
    await expect(accounts.getByText(/Linked by an Admin/)).toBeVisible();
    await accounts.getByRole("button", { name: "Revoke" }).click();
    await expect(accounts.getByText(/, revoked /)).toBeVisible();
    await expect(accounts.getByText(/Linked by an Admin/)).toHaveCount(0);
  } finally {
    await control("scim", { action: "remove", key });
    await control("okta", { action: "remove", key });
  }
});
