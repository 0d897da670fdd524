// npm run fixtures:check -- DIR: every fake server that DIR holds the vendor's own description of, judged by it.
import { bootstrap } from "./bootstrap.mjs";

await bootstrap("run-fixtures-check.mjs");
