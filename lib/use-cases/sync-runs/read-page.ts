import { createHash } from "node:crypto";
import type { AccountPage } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { withoutLimitShare } from "@/lib/connectors/kit/limit-share";
import type { ClaimedWalk } from "@/lib/db/walks";
import type { OpenIntegration } from "@/lib/use-cases/integrations/open-integration";
import type { WalkMemory } from "./walk-memory";

export interface ReadPage {
  readonly page: AccountPage;
  /** With what the first page of a walk decided: whether changes are read, and where the next ones begin. */
  readonly memory: WalkMemory;
}

/**
 * Reads one page of the walk: of what changed, where the run is incremental and the source can say so since the last
 * sync; else of the whole list. The first page also learns where the next incremental sync may begin.
 */
export async function readPage(
  source: OpenIntegration,
  walk: Pick<ClaimedWalk, "mode">,
  { cursor, memory }: { cursor: string | undefined; memory: WalkMemory },
): Promise<ReadPage> {
  const { connector, context } = source;
  const { changes } = connector;
  const isFirst = memory.pages === 0 && cursor === undefined;
  if (!isFirst) assertSameQuestion(source, memory);
  const asked = isFirst ? fingerprintOf(source) : memory.asked;
  if (changes === undefined) return { page: await connector.listAccounts(context, cursor), memory: { ...memory, asked } };
  if (!isFirst) {
    const page = memory.since === null ? await connector.listAccounts(context, cursor) : await changes.list(context, memory.since, cursor);
    return { page, memory };
  }
  const since = walk.mode === "INCREMENTAL" ? readWatermark(source) : undefined;
  const first = await changes.list(context, since);
  const page = since === undefined ? await connector.listAccounts(context) : first;
  return { page, memory: { ...memory, asked, since: since ?? null, watermark: first.watermark === undefined ? null : writeWatermark(source, first.watermark) } };
}

/** Settings that change while a list is read ask for another list; who is missing from two halves of two lists has not left. */
function assertSameQuestion(source: OpenIntegration, { asked }: WalkMemory): void {
  if (asked === undefined || asked === null || asked === fingerprintOf(source)) return;
  throw new ConnectorError("UNEXPECTED_RESPONSE", `The settings of ${source.integration.name} were changed while it was read. Nobody is removed. Sync again to read it whole by the new ones.`);
}

const writeWatermark = (source: OpenIntegration, watermark: string): string => `${fingerprintOf(source)} ${watermark}`;

/** Undefined where there is none, or it belongs to another query or to other settings. */
function readWatermark(source: OpenIntegration): string | undefined {
  const stored = source.integration.watermark;
  const fingerprint = `${fingerprintOf(source)} `;
  return stored?.startsWith(fingerprint) ? stored.slice(fingerprint.length) : undefined;
}

function fingerprintOf({ connector, context }: OpenIntegration): string {
  // How fast it is read is no part of what is asked.
  const asked = JSON.stringify([connector.manifest.id, connector.changes?.query, withoutLimitShare(context.config)]);
  return createHash("sha256").update(asked).digest("base64url").slice(0, 22);
}
