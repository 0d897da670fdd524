import { closeProducer } from "@/lib/jobs/announce";
import { env } from "@/lib/env";
import { logger } from "@/lib/logger";
import { refuseUnboundRole } from "@/lib/use-cases/refuse-unbound-role";
import { handlers } from "./handlers";
import { startWorker } from "./runtime";

/** What a stop may take before the process ends all the same; what was under way goes on elsewhere. */
const STOP_TIMEOUT_MS = 8_000;

env();
await refuseUnboundRole();
const worker = await startWorker(handlers).catch((error: unknown) => {
  logger.fatal({ error }, "the worker does not start");
  process.exit(1);
});
logger.info("the worker takes jobs");

let isStopping = false;
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.on(signal, () => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(0), STOP_TIMEOUT_MS).unref();
    void stop();
  });
}

async function stop(): Promise<void> {
  try {
    await worker.stop();
    await closeProducer();
  } catch (error) {
    logger.warn({ error }, "the worker did not stop cleanly; its leases will expire");
  }
  logger.info("the worker has stopped");
  process.exit(0);
}
