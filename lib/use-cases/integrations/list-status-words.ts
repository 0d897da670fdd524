import { z } from "zod";
import { findConnector } from "@/lib/connectors/registry";
import type { AccountStatus } from "@/lib/core/accounts";
import { AppError } from "@/lib/core/errors";
import { IntegrationId } from "@/lib/core/ids";
import { findIntegration } from "@/lib/db/integrations";
import { countStatusWords } from "@/lib/db/people-of-source";
import { findVersions } from "@/lib/db/source-of-truth";
import { useCase } from "@/lib/use-cases/use-case";

export interface StatusWordView {
  readonly raw: string;
  readonly count: number;
  readonly status: AccountStatus;
  readonly connectorStatus: AccountStatus | null;
  readonly isKnown: boolean;
}

/**
 * Every status word of a source: those its people have, those its connector knows, and those the newest saved map names,
 * each once in whatever letter case, the most frequent first. Throws `not_found`.
 */
export const listStatusWords = useCase({
  permission: "integration:read",
  input: z.object({ id: IntegrationId }),
  about: ({ id }) => id,
  run: async ({ scope, input: { id } }) => {
    const integration = await findIntegration(scope, id);
    if (integration === null) throw new AppError("not_found", "There is no such integration.");
    const { newest } = await findVersions(scope);
    return {
      items: merge({
        seen: await countStatusWords(scope, id),
        ofConnector: findConnector(integration.connector)?.manifest.statusMap ?? [],
        map: new Map(Object.entries(newest?.policy.statusMaps ?? {})).get(id) ?? {},
      }),
    };
  },
});

interface Words {
  readonly seen: readonly { readonly raw: string; readonly status: AccountStatus; readonly count: number }[];
  readonly ofConnector: readonly { readonly raw: string; readonly status: AccountStatus }[];
  readonly map: Readonly<Record<string, AccountStatus>>;
}

function merge({ seen, ofConnector, map }: Words): StatusWordView[] {
  const counted = new Map<string, { raw: string; count: number; taken: AccountStatus | null }>();
  const note = (raw: string, count: number, taken: AccountStatus | null): void => {
    const known = counted.get(raw.toLowerCase());
    counted.set(raw.toLowerCase(), known ? { ...known, count: known.count + count, taken: known.taken ?? taken } : { raw, count, taken });
  };
  for (const { raw, count, status } of seen) note(raw, count, status === "UNKNOWN" ? null : status);
  // A rule in brackets is about a value that is missing or about all others, and not about a word.
  for (const { raw, status } of ofConnector) if (!raw.startsWith("(")) note(raw, 0, status);
  for (const raw of Object.keys(map)) note(raw, 0, null);
  const meanings = new Map(Object.entries(map).map(([raw, status]) => [raw.toLowerCase(), status]));
  return [...counted].map(([key, { raw, count, taken }]) => ({
    raw,
    count,
    status: meanings.get(key) ?? taken ?? "UNKNOWN",
    connectorStatus: taken,
    isKnown: taken !== null || meanings.has(key),
  }));
}
