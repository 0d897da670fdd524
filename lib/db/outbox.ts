import type { Prisma } from "./generated/client";
import type { OrganizationScope } from "./in-organization";

/** Writes an event for the world outside into the caller's transaction; it is handed on after the commit. */
export async function recordEvent(
  scope: OrganizationScope,
  event: { readonly type: string; readonly subjectId: string; readonly payload: Prisma.InputJsonObject },
): Promise<void> {
  await scope.db.outboxEvent.create({ data: { organizationId: scope.organizationId, ...event } });
}
