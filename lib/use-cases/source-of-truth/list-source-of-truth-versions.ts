import { z } from "zod";
import { decodeCursor, encodeCursor, invalidCursor } from "@/lib/core/cursor";
import { findIntegrations } from "@/lib/db/integrations";
import { listVersions } from "@/lib/db/source-of-truth";
import { PageQuery } from "@/lib/use-cases/page-query";
import { useCase } from "@/lib/use-cases/use-case";

/** Who saved what, newest first. */
export const listSourceOfTruthVersions = useCase({
  permission: "source-of-truth:read",
  input: PageQuery,
  run: async ({ scope, input: { limit, cursor } }) => {
    const before = cursor === undefined ? undefined : readPosition(cursor);
    const versions = await listVersions(scope, { limit: limit + 1, before });
    const page = versions.slice(0, limit);
    const ids = new Set(page.flatMap(({ policy }) => policy.userSources.map(({ integrationId }) => integrationId)));
    const names = new Map((await findIntegrations(scope, [...ids])).map(({ id, name }) => [id, name]));
    const last = page.at(-1);
    return {
      items: page.map(({ policy, ...version }) => ({
        ...version,
        userSources: policy.userSources.map(({ integrationId }) => ({ integrationId, name: names.get(integrationId) ?? "" })),
      })),
      nextCursor: versions.length > limit && last ? encodeCursor(["versions", String(last.version)]) : null,
    };
  },
});

function readPosition(cursor: string): number {
  const [list, version] = decodeCursor(cursor, 2);
  const position = z.coerce.number().int().min(1).max(2_147_483_647).safeParse(version ?? undefined);
  if (list !== "versions" || !position.success) throw invalidCursor();
  return position.data;
}
