// Runs tests/fixtures/check.ts, which needs the product's TypeScript and nothing else of it.
import { spawn } from "node:child_process";
import path from "node:path";
import { root } from "./schema-engine.mjs";

const child = spawn(process.execPath, ["--import", "tsx", path.join(root, "tests/fixtures/check.ts"), ...process.argv.slice(2)], { stdio: "inherit" });
process.on("SIGINT", () => undefined);
process.on("SIGTERM", () => child.kill("SIGTERM"));
child.once("exit", (code) => {
  process.exitCode = code ?? 1;
});
