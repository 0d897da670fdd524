import { expect, test } from "@playwright/test";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { expectAccessible } from "./support/accessibility";

const FirstRun = z.object({ url: z.string(), setupToken: z.string() });

/** Waits for the line that a start on an empty database ends with. */
async function startFirstRun(): Promise<z.output<typeof FirstRun> & { process: ChildProcess }> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, "support/first-run.mjs")], { stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith("{")) return { ...FirstRun.parse(JSON.parse(line)), process: child };
  }
  throw new Error("The product did not start on an empty database.");
}

test("who started the product sets up the first Organization with the printed token, once", async ({ page }) => {
  test.setTimeout(120_000);
  const { url, setupToken, process: product } = await startFirstRun();
  try {
    await page.goto(`${url}/setup`);
    await expect(page.getByRole("heading", { name: "Set up your Organization" })).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel("Set-up token").fill("guessed");
    await page.getByLabel("Organization").fill("First Run");
    await page.getByLabel("Given name").fill("Ada");
    await page.getByLabel("Family name").fill("Founder");
    await page.getByLabel("E-mail").fill("ada@first-run.test");
    await page.getByLabel("Password").fill("correct horse battery staple");
    await page.getByRole("button", { name: "Create the Organization" }).click();
    await expect(page.getByText("Not the token that was printed.")).toBeVisible();
    await expectAccessible(page);

    await page.getByLabel("Set-up token").fill(setupToken);
    await page.getByRole("button", { name: "Create the Organization" }).click();
    await expect(page).toHaveURL(/\/first-run\//);
    await expectAccessible(page);

    await page.context().clearCookies();
    await page.goto(`${url}/setup`);
    await expect(page).toHaveURL(/\/sign-in/);
    const again = await page.request.post(`${url}/api/setup`, {
      headers: { origin: url },
      data: { token: setupToken, organizationName: "Second", givenName: "Eve", familyName: "Late", email: "eve@first-run.test", password: "correct horse battery staple" },
    });
    expect(again.status()).toBe(409);
  } finally {
    const ended = once(product, "exit");
    product.kill("SIGTERM");
    await ended;
  }
});
