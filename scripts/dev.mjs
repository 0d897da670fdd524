// npm run dev: the same product, rebuilt as files change.
import { bootstrap } from "./bootstrap.mjs";

await bootstrap("start-development.mjs");
