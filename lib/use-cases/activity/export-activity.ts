import { z } from "zod";
import { toCsvLine } from "@/lib/core/csv-line";
import type { OrganizationId } from "@/lib/core/ids";
import { type ActivityExportRow, type ActivityFilters, listActivityToExport, recordActivity } from "@/lib/db/activity";
import { inOrganization } from "@/lib/db/in-organization";
import { getOrganization } from "@/lib/db/organizations";
import { useCase } from "../use-case";
import { ActivityQuery } from "./activity-query";

const PAGE = 1_000;
const COLUMNS = ["place", "hash", "id", "at", "actorId", "actor", "action", "targetType", "targetId", "targetName", "detail"];
type Format = "ndjson" | "csv";

export interface ActivityFile {
  readonly name: string;
  readonly contentType: string;
  /** Read page by page while somebody takes it, so that a long log needs no memory. */
  readonly body: ReadableStream<Uint8Array>;
}

/** The activity log, oldest first, each entry with its link; that it was exported is an entry itself. */
export const exportActivity = useCase({
  permission: "activity:read",
  input: ActivityQuery.extend({ format: z.enum(["ndjson", "csv"]).default("ndjson") }),
  run: async ({ actor, scope, input: { format, ...filters } }): Promise<ActivityFile> => {
    const { id, name } = await getOrganization(scope);
    await recordActivity(scope, { actor, action: "activity.exported", target: { type: "organization", id, name }, detail: { format } });
    return {
      name: `activity.${format}`,
      contentType: format === "csv" ? "text/csv; charset=utf-8" : "application/x-ndjson; charset=utf-8",
      body: streamOf(scope.organizationId, filters, format),
    };
  },
});

function streamOf(organizationId: OrganizationId, filters: ActivityFilters, format: Format): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let after: { atKey: string; id: string } | undefined;
  return new ReadableStream({
    start: (controller) => {
      if (format === "csv") controller.enqueue(encoder.encode(toCsvLine(COLUMNS)));
    },
    pull: async (controller) => {
      const rows = await inOrganization(organizationId, (scope) => listActivityToExport(scope, { ...filters, limit: PAGE, after }));
      after = rows.at(-1);
      if (rows.length > 0) controller.enqueue(encoder.encode(rows.map((row) => toLine(row, format)).join("")));
      if (rows.length < PAGE) controller.close();
    },
  });
}

function toLine({ place, hash, id, atKey, actorId, actor, action, target, detail }: ActivityExportRow, format: Format): string {
  return format === "csv"
    ? toCsvLine([place, hash, id, atKey, actorId, actor, action, target.type, target.id, target.name, JSON.stringify(detail)])
    : `${JSON.stringify({ place, hash, id, at: atKey, actorId, actor, action, target, detail })}\n`;
}
