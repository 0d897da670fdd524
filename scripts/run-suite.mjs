// npm test [-- static|unit|integration|peers|e2e]: everything, or one part. Ends with one line: N passed, N failed.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { generateClient } from "./generate.mjs";
import { findChromium, startRedis } from "./on-this-machine.mjs";
import { findFreePort } from "./postgres.mjs";
import { cancellation, cancelRuns, run } from "./processes.mjs";
import { startProduct } from "./product.mjs";
import { explain, Refusal, step } from "./report.mjs";
import { root } from "./schema-engine.mjs";

const parts = ["static", "unit", "integration", "peers", "e2e"];
const reports = path.join(root, "test-results");
const totals = { passed: 0, failed: 0 };

/** Runs one check: its line says how it went, and a failing one shows everything it printed. */
async function check(name, work) {
  if (cancellation.requested) return;
  try {
    await step(name, work);
  } catch (error) {
    totals.failed += error.counted ? 0 : 1;
    explain(error);
  }
}

async function tool(script, args, { env = {}, ...options } = {}) {
  const result = await run(process.execPath, [path.join(root, "node_modules", script), ...args], {
    cwd: root,
    env: { ...process.env, ...env, FORCE_COLOR: process.stdout.isTTY ? "1" : "0" },
    ...options,
  });
  if (result.code !== 0) throw new Refusal(result.output);
}

function count(passed, failed) {
  totals.passed += passed;
  totals.failed += failed;
  return `${passed} passed${failed === 0 ? "" : `, ${failed} failed`}`;
}

function readReport(file) {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : undefined;
}

/** A file that cannot even be loaded has no tests to fail: it counts as one failure. */
function countVitest(report, failure) {
  if (report === undefined) {
    if (failure) throw failure;
    throw new Refusal("vitest wrote no report.");
  }
  const unloadable = report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length;
  const failed = report.numFailedTests + unloadable;
  const line = count(report.numPassedTests, failed);
  if (report.numPendingTests > 0) throw new Refusal(`${report.numPendingTests} tests were skipped; nothing may be skipped.`);
  if (failure) throw Object.assign(failure, { counted: failed > 0 });
  return line;
}

async function vitest(name, args, env) {
  const file = path.join(reports, `${name}.json`);
  fs.rmSync(file, { force: true });
  const failure = await tool(
    "vitest/vitest.mjs",
    ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`, ...args],
    { env },
  ).then(() => undefined, (error) => error);
  return countVitest(readReport(file), failure);
}

async function staticChecks() {
  await check("Types", async () => {
    await tool("next/dist/bin/next", ["typegen"]);
    await tool("typescript/bin/tsc", ["--noEmit"]);
  });
  await check("Lint", () => tool("eslint/bin/eslint.js", ["."]));
  const folders = ["app", "components", "lib", "workers", "demo", "bench", "tests"];
  await check("Import law", () => tool("dependency-cruiser/bin/dependency-cruise.mjs", ["--config", ".dependency-cruiser.cjs", ...folders]));
  await check("Dead code", () => tool("knip/bin/knip.js", ["--no-progress", "--no-config-hints"]));
}

async function integrationTests() {
  // The queue lives in PostgreSQL unless a Redis is named, so the first pass must not see one.
  await check("Integration tests, queue on PostgreSQL", () => vitest("integration", ["--project", "integration"], { REDIS_URL: "" }));
  await check("Integration tests, queue on Redis", async () => {
    const redis = process.env.REDIS_URL ? { url: process.env.REDIS_URL, stop: async () => undefined } : await startRedis();
    try {
      const files = ["tests/integration/queue", "tests/integration/sync"];
      return await vitest("integration-redis", ["--project", "integration", ...files], { REDIS_URL: redis.url });
    } finally {
      await redis.stop();
    }
  });
}

function countPlaywright(failure) {
  const stats = readReport(path.join(reports, "playwright.json"))?.stats;
  if (stats === undefined) throw failure ?? new Refusal("Playwright wrote no report.");
  const failed = stats.unexpected + stats.flaky;
  const line = count(stats.expected, failed);
  if (stats.skipped > 0) throw new Refusal(`${failure?.message ?? ""}${stats.skipped} browser tests were skipped; nothing may be skipped.`);
  if (failure) throw Object.assign(failure, { counted: failed > 0 });
  return line;
}

async function playwright(product, chromium, dataFolder) {
  fs.rmSync(path.join(reports, "playwright.json"), { force: true });
  const failure = await tool("@playwright/test/cli.js", ["test"], {
    env: {
      APP_URL: product.url,
      PLAYWRIGHT_CHROMIUM: chromium,
      DEMO_FILE: path.join(dataFolder, "demo.json"),
      DATABASE_OWNER_URL: product.ownerUrl,
      DEMO_OKTA_URL: product.providers.oktaUrl,
      DEMO_BAMBOOHR_URL: product.providers.bamboohrUrl,
      DEMO_SCIM_URL: product.providers.scimUrl,
    },
  }).then(() => undefined, (error) => error);
  return countPlaywright(failure);
}

async function browserTests() {
  let chromium;
  await check("Find Chromium", async () => {
    chromium = await findChromium();
    return chromium;
  });
  if (chromium === undefined) return;
  const dataFolder = fs.mkdtempSync(path.join(os.tmpdir(), "lumos-e2e-"));
  fs.chmodSync(dataFolder, 0o711);
  const port = await findFreePort();
  const options = { development: false, port, demoPort: 0, url: `http://localhost:${port}`, dataFolder, durable: false };
  let product;
  try {
    product = await startProduct(options, { onFailure: explain });
    await check("Browser tests", () => playwright(product, chromium, dataFolder));
  } catch (error) {
    totals.failed += 1;
    explain(error);
  } finally {
    await product?.stop();
    fs.rmSync(dataFolder, { recursive: true, force: true });
  }
}

const asked = process.argv.slice(2);
const unknown = asked.find((part) => !parts.includes(part));
if (unknown !== undefined) {
  explain(new Refusal(`There is no part "${unknown}". Choose from: ${parts.join(", ")}.`));
  process.exit(1);
}
const wants = (part) => asked.length === 0 || asked.includes(part);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, cancelRuns);
fs.mkdirSync(reports, { recursive: true });
await check("Generate the database client", async () => void (await generateClient()));
if (wants("static")) await staticChecks();
if (wants("unit")) await check("Unit and contract tests", () => vitest("unit", ["--project", "unit"]));
if (wants("integration")) await integrationTests();
if (wants("peers")) await check("Connectors against real directories and databases", () => vitest("peers", ["--project", "peers"]));
if (wants("e2e")) await browserTests();
process.stdout.write(`\n${totals.passed} passed, ${totals.failed} failed\n`);
process.exit(totals.failed === 0 && !cancellation.requested ? 0 : 1);
