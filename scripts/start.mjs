// npm start: everything from a fresh clone to a running product.
import { bootstrap } from "./bootstrap.mjs";

await bootstrap("start-product.mjs");
