import type { SourceAccount } from "@/lib/core/accounts";
import { decideCompleteness } from "@/lib/core/sync/completeness";
import { toEmployeeStatus } from "@/lib/core/users/employee-status";
import { type Lookup, findEndedWalk, listUnlisted, saveLookups } from "@/lib/db/absences";
import { inOrganization } from "@/lib/db/in-organization";
import { loggerFor } from "@/lib/logger";
import type { OpenIntegration } from "@/lib/use-cases/integrations/open-integration";
import type { ReadSourceIds } from "./read-source-ids";

const LOOKUPS_MAX = 200;
const LOOKUPS_AT_ONCE = 4;
const TIME_MAX_MS = 10_000;

/**
 * Asks the source for each Account by itself that a complete walk did not list, so that who is really gone counts after
 * this one walk, and who is only missing from the list does not count at all (DOMAIN rule 14). Never fails the run:
 * without an answer, the next complete walk decides.
 */
export async function confirmAbsences(ids: ReadSourceIds, source: OpenIntegration, { signal }: { signal: AbortSignal }): Promise<void> {
  const { getAccount } = source.connector;
  if (getAccount === undefined) return;
  const { organizationId, syncRunId, walkId } = ids;
  const log = loggerFor({ organizationId, syncRunId, integrationId: source.integration.id });
  const lookups: Lookup[] = [];
  try {
    const unlisted = await inOrganization(organizationId, async (scope) => {
      const walk = await findEndedWalk(scope, walkId);
      return walk !== null && decideCompleteness(walk).isComplete ? listUnlisted(scope, walkId, LOOKUPS_MAX) : [];
    });
    const until = Date.now() + TIME_MAX_MS;
    for (let at = 0; at < unlisted.length && Date.now() < until && !signal.aborted; at += LOOKUPS_AT_ONCE) {
      const asked = unlisted.slice(at, at + LOOKUPS_AT_ONCE);
      const found = await Promise.all(asked.map((externalId) => getAccount(source.context, externalId)));
      lookups.push(...asked.map((externalId, place) => ({ externalId, isGone: isGone(found[place]) })));
    }
  } catch (error) {
    log.info({ reason: error instanceof Error ? error.message : "" }, "people missing from a list could not be looked up");
  }
  if (lookups.length === 0) return;
  await inOrganization(organizationId, (scope) => saveLookups(scope, { syncRunId, walkId }, lookups));
  log.info({ asked: lookups.length, gone: lookups.filter((lookup) => lookup.isGone).length }, "looked people up who were missing from a list");
}

const isGone = (account: SourceAccount | undefined): boolean => account === undefined || toEmployeeStatus(account.status) === "INACTIVE";
