// npm test: everything from a fresh clone to one line that says how many passed.
import { bootstrap } from "./bootstrap.mjs";

await bootstrap("run-suite.mjs");
