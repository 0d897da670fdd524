import { z } from "zod";
import type { OrganizationId } from "@/lib/core/ids";
import { recordActivity } from "@/lib/db/activity";
import { inOrganization } from "@/lib/db/in-organization";
import { EXPORTED_KINDS, listRowsToExport } from "@/lib/db/organization-export";
import { getOrganization } from "@/lib/db/organizations";
import { useCase } from "../use-case";

const PAGE = 1_000;

/** Everything an Organization may take with it as one file of JSON lines, read page by page; never a credential. */
export const exportOrganization = useCase({
  permission: "organization:delete",
  input: z.object({}),
  run: async ({ actor, scope }) => {
    const { id, name, slug } = await getOrganization(scope);
    await recordActivity(scope, { actor, action: "organization.exported", target: { type: "organization", id, name } });
    return { name: `${slug}.ndjson`, contentType: "application/x-ndjson; charset=utf-8", body: streamOf(scope.organizationId) };
  },
});

function streamOf(organizationId: OrganizationId): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const kinds = [...EXPORTED_KINDS];
  let after: string | undefined;
  return new ReadableStream({
    pull: async (controller) => {
      const [kind] = kinds;
      if (kind === undefined) return controller.close();
      const rows = await inOrganization(organizationId, (scope) => listRowsToExport(scope, { kind, after, limit: PAGE }));
      after = rows.length < PAGE ? undefined : rows.at(-1)?.id;
      if (after === undefined) kinds.shift();
      // A pull that brings nothing is not called again, so that an empty kind needs an empty chunk.
      controller.enqueue(encoder.encode(rows.map(({ row }) => `{"kind":"${kind}","row":${row}}\n`).join("")));
    },
  });
}
