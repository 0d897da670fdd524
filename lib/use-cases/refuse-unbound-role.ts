import { assertBoundRole } from "@/lib/db/bound-role";
import { isDatabaseReady } from "@/lib/db/readiness";
import { logger } from "@/lib/logger";

/** For the start of a program: throws when its database role is not bound; where Postgres does not answer yet, says nothing. */
export async function refuseUnboundRole(): Promise<void> {
  if (await isDatabaseReady()) await assertBoundRole();
}

/** The same for web, whose framework would go on after an error: the process ends. */
export async function endIfUnbound(): Promise<void> {
  try {
    await refuseUnboundRole();
  } catch (error) {
    logger.fatal({ error }, "web does not start");
    process.exit(1);
  }
}
