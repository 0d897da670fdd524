import { readsOf } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { AppError } from "@/lib/core/errors";
import type { OrganizationId, SyncRunId, WalkId } from "@/lib/core/ids";
import { inOrganization } from "@/lib/db/in-organization";
import { recordSyncFailure } from "@/lib/db/integration-outcomes";
import { type ClaimedWalk, endWalk, findWalkStanding, holdWalk, releaseWalk } from "@/lib/db/walks";
import { env } from "@/lib/env";
import { loggerFor } from "@/lib/logger";
import type { OpenIntegration } from "@/lib/use-cases/integrations/open-integration";
import { breaksIntegration, decideNextAttempt } from "./decide-next-attempt";
import { readWalkMemory } from "./walk-memory";

/**
 * Writes what follows from a page that could not be read: a pause, answered as the time of the next attempt, or the
 * end of the walk (undefined), with the reason on the integration for whoever has to act.
 */
export async function endFailedAttempt({
  ids: { organizationId, syncRunId, walkId },
  walk,
  source,
  error,
}: {
  ids: { organizationId: OrganizationId; syncRunId: SyncRunId; walkId: WalkId };
  walk: ClaimedWalk;
  /** Undefined where the integration could not even be opened. */
  source: OpenIntegration | undefined;
  error: unknown;
}): Promise<{ againInMs: number } | undefined> {
  const log = loggerFor({ organizationId, syncRunId, integrationId: walk.integrationId });
  return inOrganization(organizationId, async (scope) => {
    if (!(await holdWalk(scope, walk))) return undefined;
    const standing = await findWalkStanding(scope, walkId);
    const memory = readWalkMemory(standing.progress);
    const sourceName = source?.integration.name ?? "The source";
    const next = decideNextAttempt(error, { attempts: standing.attempts, waitedMs: memory.waitedMs, sourceName }, env().SYNC_RETRY_BASE_MS);
    if (next.kind === "wait") {
      const isPause = next.waitingFor === "rate-limit";
      const isAskedFor = isPause && !(error instanceof ConnectorError && error.isOwnPause);
      const progress = { ...memory, waitingFor: next.waitingFor, waitedMs: memory.waitedMs + (isAskedFor ? next.waitMs : 0) };
      await releaseWalk(scope, walkId, { waitMs: next.waitMs, attempts: standing.attempts + (isPause ? 0 : 1), progress });
      log.info({ waitMs: next.waitMs, waitingFor: next.waitingFor, ...causeOf(error) }, "a walk waits");
      return { againInMs: next.waitMs };
    }
    const failure = { kind: next.errorKind, message: next.message };
    await endWalk(scope, walkId, failure);
    const isBroken = breaksIntegration(next.errorKind) && !(error instanceof AppError);
    await recordSyncFailure(scope, walk.integrationId, { ...failure, isBroken, isFile: source !== undefined && readsOf(source.connector, source.context.config) === "file" });
    log.warn({ kind: next.errorKind, ...causeOf(error) }, "a walk failed");
    return undefined;
  });
}

/** The words of a source are for its Admin; only what is ours needs a stack. */
const causeOf = (error: unknown): { reason: string } | { error: unknown } =>
  error instanceof ConnectorError || error instanceof AppError ? { reason: error.message } : { error };
