// How the worker is started, by npm start, by a deployment and by the benchmark alike.
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");

/** Arguments for Node. Without a limit V8 lets garbage pile up as long as the machine has memory; the worker needs a third of it. */
export const workerArgs = ["--max-old-space-size=320", "--max-semi-space-size=32", "--import", "tsx", path.join(root, "workers", "index.ts")];
