// Runs bench/run.ts, which starts everything it measures by itself. BENCH_ACCOUNTS=5000 makes it small.
import { spawn } from "node:child_process";
import path from "node:path";
import { generateClient } from "./generate.mjs";
import { root } from "./schema-engine.mjs";

await generateClient();
const child = spawn(process.execPath, ["--import", "tsx", path.join(root, "bench/run.ts"), ...process.argv.slice(2)], { cwd: root, stdio: "inherit" });
// Ctrl-C reaches the benchmark from the terminal by itself; this process only has to outlive it.
process.on("SIGINT", () => undefined);
process.on("SIGTERM", () => child.kill("SIGTERM"));
child.once("exit", (code) => process.exit(code ?? 1));
