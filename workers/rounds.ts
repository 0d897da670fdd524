import { logger } from "@/lib/logger";
import { sealActivity } from "@/lib/use-cases/activity/seal-activity";
import { purgeOrganizations } from "@/lib/use-cases/organizations/delete-organization";
import { deliverMails } from "@/lib/use-cases/mail/deliver-mails";
import { recheckEmailDomains } from "@/lib/use-cases/login-providers/check-email-domain";
import { expireOverrides } from "@/lib/use-cases/overrides/expire-overrides";
import { expireHeldRuns } from "@/lib/use-cases/sync-runs/expire-held-runs";
import { openRestored } from "@/lib/use-cases/restore/open-restored";
import { settleLeftPushes } from "@/lib/use-cases/scim-push/settle-pushed";
import { reconcile } from "@/lib/use-cases/sync-runs/reconcile";
import { settleDueUsers } from "@/lib/use-cases/transitions/settle-due-users";

const EVERY_MS = 5_000;

/** What every worker looks for in Postgres again and again; each may be done by any number of them at once. */
const ROUNDS = { reconcile, recheckEmailDomains, settleLeftPushes, settleDueUsers, openRestored, expireOverrides, expireHeldRuns, sealActivity, deliverMails, purgeOrganizations } as const;

/**
 * Starts the rounds. They need no queue, so that what is due happens while there is none, and none of them waits for
 * another. `stop` resolves when those under way have ended.
 */
export function startRounds(): { stop: () => Promise<void> } {
  const stops = Object.entries(ROUNDS).map(([name, round]) => repeat(name, round));
  return { stop: async () => void (await Promise.all(stops.map((stop) => stop()))) };
}

function repeat(name: string, round: () => Promise<void>): () => Promise<void> {
  let isStopped = false;
  let underWay = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const go = (): void => {
    underWay = round()
      .catch((error: unknown) => logger.warn({ error, round: name }, "a round failed; the next one tries again"))
      .then(() => {
        if (!isStopped) timer = setTimeout(go, EVERY_MS);
      });
  };
  go();
  return () => {
    isStopped = true;
    clearTimeout(timer);
    return underWay;
  };
}
