import { z } from "zod";
import type { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { findIntegrations } from "@/lib/db/integrations";
import { listFormerSources as findFormerSources } from "@/lib/db/source-of-truth";
import { useCase } from "@/lib/use-cases/use-case";

/** So long a removed source is offered with the settings that it had. */
const KEPT_DAYS = 30;

export interface FormerSourceView {
  readonly integrationId: string;
  readonly name: string;
  readonly connector: string;
  readonly removedAt: Date;
  /** The last version that listed it, and since when that was in force. */
  readonly version: number;
  readonly savedAt: Date;
  readonly policy: SourceOfTruthPolicy;
}

/** The sources that were removed within 30 days, the last one first, each with the settings of then. */
export const listFormerSources = useCase({
  permission: "source-of-truth:read",
  input: z.object({}),
  run: async ({ scope }): Promise<{ items: FormerSourceView[] }> => {
    const former = await findFormerSources(scope, { withinDays: KEPT_DAYS });
    const integrations = new Map((await findIntegrations(scope, former.map(({ integrationId }) => integrationId))).map((integration) => [integration.id, integration]));
    const items = former.flatMap((source) => {
      const integration = integrations.get(source.integrationId);
      return integration === undefined ? [] : [{ ...source, name: integration.name, connector: integration.connector }];
    });
    return { items };
  },
});
