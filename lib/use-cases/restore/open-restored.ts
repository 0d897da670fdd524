import { recordActivity } from "@/lib/db/activity";
import { inOrganization } from "@/lib/db/in-organization";
import { getOrganization } from "@/lib/db/organizations";
import { listOrganizationIds, listSourcesWaitedFor, openAfterRestore } from "@/lib/db/restores";

/** Opens the gate of every restored Organization whose sources have all said who works there now. Safe to run at any time. */
export async function openRestored(): Promise<void> {
  for (const id of await listOrganizationIds({ areRestored: true })) {
    await inOrganization(id, async (scope) => {
      if ((await listSourcesWaitedFor(scope)).length > 0 || !(await openAfterRestore(scope))) return;
      const { name } = await getOrganization(scope);
      await recordActivity(scope, { actor: { kind: "system", name: "schedule" }, action: "organization.opened", target: { type: "organization", id, name }, detail: { because: "sources" } });
    });
  }
}
