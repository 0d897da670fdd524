import { expect, test } from "@playwright/test";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { expectAccessible } from "./support/accessibility";
import { control } from "./support/demo";
import { apiOf, givenSources } from "./support/organization";
import { givenOwnOrganization } from "./support/people";

const SourceOfTruth = z.looseObject({ version: z.number(), limits: z.record(z.string(), z.number()) });

test("an applied run is undone with its effect shown first: the value is back, and its source on hold until it is released", async ({ page }) => {
  test.setTimeout(180_000);
  const key = `undo.${randomUUID().slice(0, 6)}`;
  await control("scim", { action: "add", person: { givenName: "Uma", familyName: "Before", email: `${key}@acme.test` } });
  try {
    const base = await givenOwnOrganization(page);
    const api = await apiOf(page);
    const [directory] = await givenSources(api, ["scim"]);
    await control("scim", { action: "rename", key, familyName: "After" });
    const run = await api.sync(`integrations/${directory ?? ""}/sync`, { mode: "complete" });
    expect(run.state).toBe("succeeded");

    await page.goto(`${base}/sync-runs/${run.id}`);
    await expect(page.getByText("Uma After").first()).toBeVisible();
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    const dialogue = page.getByRole("dialog", { name: "Undo this run?" });
    await expect(dialogue.getByText("person changes back")).toBeVisible();
    await expect(dialogue.getByText(/Directory is put on hold/)).toBeVisible();
    await expectAccessible(page);
    await dialogue.getByRole("button", { name: "Change 1 person back" }).click();
    await expect(page.getByRole("heading", { name: /^Undo of a sync/ })).toBeVisible();
    await expect(page.getByText("Succeeded")).toBeVisible({ timeout: 60_000 });
    await expectAccessible(page);

    await page.goto(`${base}/users?query=${key}`);
    await page.getByText("Uma Before").first().click();
    await expect(page.getByRole("heading", { name: "Uma Before" })).toBeVisible();
    await page.goto(`${base}/sync-runs/${run.id}`);
    await expect(page.getByText("This run was undone")).toBeVisible();

    // The source still says the new name: held now, applied once it is released.
    await page.goto(`${base}/integrations/${directory ?? ""}`);
    await expect(page.getByText(/Directory is on hold/)).toBeVisible();
    await page.getByRole("button", { name: "Release Directory" }).click();
    await page.getByRole("dialog", { name: "Release Directory?" }).getByRole("button", { name: "Release" }).click();
    await expect(page.getByText(/Directory is on hold/)).toBeHidden();
    expect(await api.sync(`integrations/${directory ?? ""}/sync`, { mode: "complete" })).toMatchObject({ state: "succeeded" });
    await page.goto(`${base}/users?query=${key}`);
    await expect(page.getByText("Uma After").first()).toBeVisible();
  } finally {
    await control("scim", { action: "remove", key });
  }
});

test("of a held run a part is applied, person by person, and the rest stays held", async ({ page }) => {
  test.setTimeout(180_000);
  const keys = Array.from({ length: 6 }, (_, index) => `held${String(index)}.${randomUUID().slice(0, 6)}`);
  for (const [index, key] of keys.entries())
    await control("scim", { action: "add", person: { givenName: "Held", familyName: `Person${String(index)}`, email: `${key}@acme.test` } });
  try {
    const base = await givenOwnOrganization(page);
    const api = await apiOf(page);
    const [directory] = await givenSources(api, ["scim"]);
    const { version, limits } = await api.expecting(200, SourceOfTruth, "GET", "source-of-truth");
    const narrow = { ...limits, explicitShare: 0, explicitMin: 2 };
    await api.expecting(200, SourceOfTruth, "PUT", "source-of-truth", { version, userSources: [{ integrationId: directory }], limits: narrow });
    await api.sync("source-of-truth/sync");
    for (const key of keys) await control("scim", { action: "setStatus", key, status: "false" });
    const run = await api.sync(`integrations/${directory ?? ""}/sync`, { mode: "complete" });
    expect(run.state).toBe("held");

    await page.goto(`${base}/sync-runs/${run.id}`);
    await expect(page.getByText(/Held: this run would change more than its limits allow/)).toBeVisible();
    await expect(page.getByText(/Without a decision it is discarded/)).toBeVisible();
    await page.getByRole("button", { name: "Choose a part" }).click();
    await page.getByRole("checkbox", { name: "Choose Held Person0" }).check();
    await expect(page.getByText("Chosen: 1 person chosen by name")).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Apply this part" }).click();
    const dialogue = page.getByRole("dialog", { name: "Apply only this part?" });
    await expectAccessible(page);
    await dialogue.getByRole("button", { name: "Apply this part" }).click();
    await expect(dialogue).toBeHidden();
    await expect(async () => {
      expect(await api.call("GET", "users?employeeStatus=INACTIVE&query=Held")).toMatchObject({ body: { items: [{ familyName: "Person0" }] } });
    }).toPass({ timeout: 30_000 });
    expect(await api.ended(run.id)).toMatchObject({ state: "held" });
    await page.reload();
    await expect(page.getByRole("button", { name: "Apply these 5 changes" })).toBeVisible();
  } finally {
    for (const key of keys) await control("scim", { action: "remove", key });
  }
});
