import type { z } from "zod";
import { isPulled, readsOf } from "@/lib/connectors/kit/connector";
import type { Actor } from "@/lib/core/access/actor";
import type { SourceAccount } from "@/lib/core/accounts";
import { AppError } from "@/lib/core/errors";
import { askProvider, CHECK_TIMEOUT_MS } from "./check-connection";
import { createConnectorContext } from "./connector-context";
import { type GivenConnection, settleConnection } from "./given-connection";

const RECORDS_SHOWN = 5;
const RECORD_MAX_CHARACTERS = 4_000;

export interface AccountsPreview {
  readonly records: {
    /** As the provider sent it, as JSON text; cut off where it is long. */
    readonly raw: string;
    readonly account: Omit<SourceAccount, "raw"> | null;
    /** Why it could not be read. */
    readonly problem: string | null;
  }[];
  /** On the first page. */
  readonly read: number;
  readonly keptAside: number;
  readonly total: number | null;
  readonly hasMore: boolean;
  /** Why a sync of these settings would remove nobody. */
  readonly incompleteBecause: string | null;
}

/** Really reads the provider's first page and keeps nothing, so that an Admin sees how records would be understood. */
export async function previewAccounts(actor: Actor, rawInput: z.input<typeof GivenConnection>): Promise<AccountsPreview> {
  const { connector, settings } = await settleConnection(actor, rawInput);
  if (!isPulled(readsOf(connector, settings.config))) throw new AppError("conflict", `${connector.manifest.name} is not asked for accounts, so there is no first page to show.`);
  const page = await askProvider(() => connector.listAccounts(createConnectorContext(connector, settings, { timeoutMs: CHECK_TIMEOUT_MS })));
  return {
    records: [
      ...page.quarantined.slice(0, RECORDS_SHOWN).map(({ raw, reason }) => ({ raw: toText(raw), account: null, problem: reason })),
      ...page.accounts.slice(0, RECORDS_SHOWN).map(({ raw, ...account }) => ({ raw: toText(raw), account, problem: null })),
    ],
    read: page.accounts.length,
    keptAside: page.quarantined.length,
    total: page.total ?? null,
    hasMore: page.nextCursor !== undefined,
    incompleteBecause: page.incompleteBecause ?? null,
  };
}

function toText(raw: unknown): string {
  const text = JSON.stringify(raw, null, 2);
  return text.length <= RECORD_MAX_CHARACTERS ? text : `${text.slice(0, RECORD_MAX_CHARACTERS)}\n…`;
}
