import { listOrganizationsToSeal, sealEntries } from "@/lib/db/activity-chain";
import { inOrganization } from "@/lib/db/in-organization";

const ORGANIZATIONS_MAX = 200;
const BATCH_MAX = 5_000;
/** So that whoever writes a great many entries makes nobody else wait. */
const BATCHES_MAX = 4;

/**
 * Gives every waiting activity entry its link in the chain of its Organization, at most some batches for each. Safe to
 * run at any time, by any number of workers at once: what one does not link, the next run does.
 */
export async function sealActivity(): Promise<void> {
  for (const organizationId of await listOrganizationsToSeal({ limit: ORGANIZATIONS_MAX })) {
    for (let batch = 0; batch < BATCHES_MAX; batch += 1) {
      const sealed = await inOrganization(organizationId, (scope) => sealEntries(scope, { limit: BATCH_MAX }));
      if (sealed < BATCH_MAX) break;
    }
  }
}
