import { expect, type Locator, test } from "@playwright/test";
import { expectAccessible } from "./support/accessibility";
import { givenOwnOrganization } from "./support/people";

const csv = (name: string, ...lines: string[]) => ({ name, mimeType: "text/csv", buffer: Buffer.from(lines.join("\n")) });

const HEAD = "Ref,First name,Last name,Mail,Works as";
const CONTRACTORS = csv(
  "contractors.csv",
  HEAD,
  "C-1,Renata,Kozłowska,renata@contractor.test,Designer",
  "C-2,Oluwaseun,Bakare,seun@contractor.test,Architect",
  // Nobody can tell who this is.
  "C-3,,,,Tester",
);

test("an Admin connects a CSV file, maps a column, sees what would be imported, and finishes", async ({ page }) => {
  const base = await givenOwnOrganization(page);
  await page.goto(`${base}/integrations/connect/csv`);
  await expectAccessible(page);
  await page.getByLabel("Name").fill("Contractors");
  await page.getByRole("button", { name: "Continue to the file" }).click();
  await expect(page.getByRole("heading", { name: "Import a file" })).toBeVisible();
  const chooser = page.locator("input[type=file]");

  await chooser.setInputFiles({ name: "people.xlsx", mimeType: "application/vnd.ms-excel", buffer: Buffer.from("PK") });
  await expect(page.getByText("people.xlsx is a workbook.")).toBeVisible();
  await chooser.setInputFiles(csv("empty.csv"));
  await expect(page.getByText("empty.csv is empty.")).toBeVisible();
  await expectAccessible(page);

  await chooser.setInputFiles(CONTRACTORS);
  const columns = page.getByRole("table", { name: "Columns of the file" });
  await expect(columns.getByRole("row", { name: /^First name/ })).toContainText("Renata, Oluwaseun");
  await choose(columns, "Works as", "Title");
  await choose(columns, "Ref", "Id that never changes");
  await choose(columns, "Mail", "E-mail");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Preview table" }).click();

  const rows = page.getByRole("region", { name: "First rows" });
  await expect(rows.getByRole("row", { name: /Renata.*Kozłowska.*Designer/ })).toBeVisible();
  await expect(page.getByText("Kept aside: these rows are not imported")).toBeVisible();
  await expect(page.getByText("Line 4")).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("radio", { name: /A full list/ }).check();
  await page.getByRole("button", { name: "Finish import" }).click();
  await expect(page).toHaveURL(/\/sync-runs\//);
  await expect(page.getByText("Succeeded").first()).toBeVisible({ timeout: 30_000 });

  await page.goto(`${base}/integrations`);
  await page.getByRole("link", { name: "Contractors", exact: true }).click();
  await expect(page.getByText(/contractors\.csv, a full list/)).toBeVisible();
  await expect(page.getByRole("link", { name: /^2\s*accounts$/ })).toBeVisible();
  await expectAccessible(page);

  // The next file leaves one of them out, and is not taken before a person has said so.
  await page.getByRole("link", { name: "Upload a file" }).click();
  await chooser.setInputFiles(csv("next.csv", HEAD, "C-1,Renata,Kozłowska,renata@contractor.test,Designer"));
  await page.getByRole("button", { name: "Preview table" }).click();
  await page.getByRole("radio", { name: /A full list/ }).check();
  await expect(page.getByText("1 person is not in this file")).toBeVisible();
  await expect(page.getByRole("button", { name: "Finish import" })).toBeDisabled();
  await page.getByRole("checkbox", { name: /I have seen who is missing/ }).check();
  await expect(page.getByRole("button", { name: "Finish import" })).toBeEnabled();
});

async function choose(columns: Locator, header: string, field: string): Promise<void> {
  const trigger = columns.getByRole("button", { name: new RegExp(`${header} becomes`) });
  await trigger.click();
  await columns.page().getByRole("option", { name: field, exact: true }).click();
  await expect(trigger).toContainText(field);
}
