import type { OrganizationId } from "@/lib/core/ids";
import { recordActivity } from "@/lib/db/activity";
import { inOrganization } from "@/lib/db/in-organization";
import { getOrganization } from "@/lib/db/organizations";
import { closeAfterRestore, listOrganizationIds, openAfterRestore } from "@/lib/db/restores";

const OPERATOR = { kind: "system", name: "operator" } as const;

/**
 * After a backup was restored: in every Organization nobody but Admins gets in until its sources have been read, because
 * the backup still lets in whoever was suspended since. Ends every session. Answers how many Organizations.
 */
export async function markRestored(): Promise<number> {
  const ids = await listOrganizationIds();
  for (const id of ids) {
    await inOrganization(id, async (scope) => {
      const { name } = await getOrganization(scope);
      await closeAfterRestore(scope);
      await recordActivity(scope, { actor: OPERATOR, action: "organization.restored", target: { type: "organization", id, name } });
    });
  }
  return ids.length;
}

/** The operator's word in place of the sources', where one of them is gone for good. False where nothing was closed. */
export async function openByOperator(id: OrganizationId): Promise<boolean> {
  return inOrganization(id, async (scope) => {
    const { name } = await getOrganization(scope);
    const isOpened = await openAfterRestore(scope);
    if (isOpened) await recordActivity(scope, { actor: OPERATOR, action: "organization.opened", target: { type: "organization", id, name }, detail: { because: "operator" } });
    return isOpened;
  });
}
