import type { JobHandlers } from "@/lib/jobs/definitions";
import { finishLargeRunHandler, finishRunHandler } from "./finish-run";
import { readSourceHandler } from "./read-source";

/** Who does which job; the type asks for one handler for each that is defined. */
export const handlers: JobHandlers = {
  "read-source": readSourceHandler,
  "finish-run": finishRunHandler,
  "finish-large-run": finishLargeRunHandler,
};
