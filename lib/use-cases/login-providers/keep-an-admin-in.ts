import { AppError } from "@/lib/core/errors";
import type { OrganizationScope } from "@/lib/db/in-organization";
import { countReachableAdmins } from "@/lib/db/login-providers";
import { lockActiveAdmins } from "@/lib/db/user-access";

/** Undoes the caller's change, by a `conflict`, where no active Admin could sign in after it. Call it after the change, in its transaction. */
export async function keepAnAdminIn(scope: OrganizationScope): Promise<void> {
  await lockActiveAdmins(scope);
  if ((await countReachableAdmins(scope)) > 0) return;
  throw new AppError("conflict", "After this, no Admin could sign in any more. Sign in by another provider once, or keep the password on, and try again.");
}
