// npm run bench: the product against the bare SQL of the same work, on this machine.
import { bootstrap } from "./bootstrap.mjs";

await bootstrap("run-bench.mjs");
