import type { UserId } from "@/lib/core/ids";
import { recordActivity } from "@/lib/db/activity";
import type { OrganizationScope } from "@/lib/db/in-organization";
import type { OrganizationView } from "@/lib/db/organizations";

/** The first entry of every Organization: who made it. */
export async function recordFounding(
  scope: OrganizationScope,
  organization: OrganizationView,
  admin: { readonly id: UserId; readonly name: string },
): Promise<void> {
  await recordActivity(scope, {
    actor: { kind: "person", userId: admin.id, name: admin.name },
    action: "organization.created",
    target: { type: "organization", id: organization.id, name: organization.name },
  });
}
