import { runInForeground } from "./foreground.mjs";

await runInForeground({ development: false });
