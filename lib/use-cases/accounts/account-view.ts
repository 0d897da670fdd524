import type { AccountId, IntegrationId, UserId } from "@/lib/core/ids";
import type { AccountKind, AccountStatus } from "@/lib/core/accounts";
import type { EmployeeStatus } from "@/lib/core/users/employee-status";
import type { AccountRecord } from "@/lib/db/accounts";

export interface AccountView {
  readonly id: AccountId;
  readonly source: {
    readonly integrationId: IntegrationId;
    readonly name: string;
    readonly connector: string;
    /** Place among the current sources; null where it is none. */
    readonly rank: number | null;
  };
  readonly externalId: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly kind: AccountKind;
  readonly status: AccountStatus;
  readonly rawStatus: string;
  readonly profile: Record<string, string>;
  readonly missingSince: Date | null;
  readonly changedAt: Date;
  readonly user: { readonly id: UserId; readonly name: string; readonly employeeStatus: EmployeeStatus } | null;
  readonly linkRule: string | null;
  readonly linkedBy: { readonly id: string; readonly name: string } | null;
  readonly linkReason: string | null;
  readonly linkedAt: Date | null;
  readonly needsReview: boolean;
}

/** Pure: an account as screens show it, ranked by the current sources. */
export function toAccountView(account: AccountRecord, current: readonly IntegrationId[]): AccountView {
  const { source, profile } = account;
  return { ...account, name: nameOf(profile), source: { ...source, rank: current.indexOf(source.integrationId) + 1 || null } };
}

function nameOf({ givenName, familyName, displayName }: Record<string, string>): string | null {
  const parts = [givenName, familyName].filter((part) => part !== undefined && part !== "");
  return parts.length > 0 ? parts.join(" ") : (displayName ?? null);
}
