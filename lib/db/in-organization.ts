import type { OrganizationId } from "@/lib/core/ids";
import { appClient } from "./clients";
import type { Prisma } from "./generated/client";

declare const opened: unique symbol;

/** An open transaction bound to one Organization. Only `inOrganization` can make one. */
export interface OrganizationScope {
  readonly organizationId: OrganizationId;
  readonly db: Prisma.TransactionClient;
  readonly [opened]: true;
}

/** For set-based work over a whole Organization; everything else keeps the short limit. */
export const LONG_TRANSACTION_MS = 15 * 60_000;

/**
 * The one door to tenant rows: a transaction in which row-level security reads the setting made here. Rolls back
 * when `work` throws. No network inside.
 */
export function inOrganization<T>(
  organizationId: OrganizationId,
  work: (scope: OrganizationScope) => Promise<T>,
  options: { timeoutMs?: number } = {},
): Promise<T> {
  return appClient().$transaction(
    async (db) => {
      await db.$executeRaw`select set_config('app.organization_id', ${organizationId}, true)`;
      return work({ organizationId, db } as OrganizationScope);
    },
    { maxWait: 5_000, timeout: options.timeoutMs ?? 15_000 },
  );
}
