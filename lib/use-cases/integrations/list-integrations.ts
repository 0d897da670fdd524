import { reachedIntegrations } from "@/lib/core/access/actor";
import { decodeCursor, encodeCursor, invalidCursor } from "@/lib/core/cursor";
import { IntegrationId } from "@/lib/core/ids";
import { listIntegrations as listRecords } from "@/lib/db/integrations";
import { PageQuery } from "@/lib/use-cases/page-query";
import { useCase } from "@/lib/use-cases/use-case";
import { toIntegrationViews } from "./integration-view";

/** In the order in which they were connected, disconnected ones included. */
export const listIntegrations = useCase({
  permission: "integration:read",
  about: "listed",
  input: PageQuery,
  run: async ({ actor, scope, input: { limit, cursor } }) => {
    const after = cursor === undefined ? undefined : readPosition(cursor);
    const records = await listRecords(scope, { limit: limit + 1, after, among: reachedIntegrations(actor, "integration:read") });
    const page = records.slice(0, limit);
    const last = page.at(-1);
    return {
      items: await toIntegrationViews(scope, page),
      nextCursor: records.length > limit && last ? encodeCursor(["integrations", last.id]) : null,
    };
  },
});

function readPosition(cursor: string): IntegrationId {
  const [list, id] = decodeCursor(cursor, 2);
  const position = IntegrationId.safeParse(id);
  if (list !== "integrations" || !position.success) throw invalidCursor();
  return position.data;
}
