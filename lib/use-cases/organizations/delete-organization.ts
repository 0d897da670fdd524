import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { recordActivity } from "@/lib/db/activity";
import { inOrganization } from "@/lib/db/in-organization";
import { getOrganization, listOrganizationsToPurge, purgeOrganization, updateOrganization } from "@/lib/db/organizations";
import { recordEvent } from "@/lib/db/outbox";
import { logger } from "@/lib/logger";
import { useCase } from "../use-case";

const GRACE_MS = 7 * 24 * 60 * 60 * 1_000;

/** Asks for the deletion: seven days in which any Admin can restore it, then everything in it is gone for good. */
export const deleteOrganization = useCase({
  permission: "organization:delete",
  proof: "recent",
  /** Its name as it is written, so that nobody deletes another one than they think. */
  input: z.object({ name: z.string().max(200) }),
  run: async ({ actor, input, scope }) => {
    const before = await getOrganization(scope);
    if (input.name.trim() !== before.name) {
      throw new AppError("invalid_input", "This is not the name of this Organization.", { fields: { name: `Type ${before.name}.` } });
    }
    if (before.deleteAt !== null) return before;
    const after = await updateOrganization(scope, { deleteAt: new Date(Date.now() + GRACE_MS) });
    const detail = { deleteAt: after.deleteAt?.toISOString() ?? null };
    await recordActivity(scope, { actor, action: "organization.deletion_requested", target: { type: "organization", id: after.id, name: after.name }, detail });
    await recordEvent(scope, { type: "organization.deletion_requested", subjectId: after.id, payload: detail });
    return after;
  },
});

/** Takes the deletion back, as long as it has not happened. Doing it twice changes nothing. */
export const restoreOrganization = useCase({
  permission: "organization:delete",
  input: z.object({}),
  run: async ({ actor, scope }) => {
    const before = await getOrganization(scope);
    if (before.deleteAt === null) return before;
    const after = await updateOrganization(scope, { deleteAt: null });
    await recordActivity(scope, { actor, action: "organization.restored", target: { type: "organization", id: after.id, name: after.name } });
    return after;
  },
});

/** Deletes what is past its grace period; safe to run anywhere at once, since the row decides. */
export async function purgeOrganizations(): Promise<void> {
  for (const id of await listOrganizationsToPurge()) {
    if (await inOrganization(id, purgeOrganization, { timeoutMs: 10 * 60_000 })) logger.info({ organizationId: id }, "an Organization was deleted, as its Admin asked");
  }
}
