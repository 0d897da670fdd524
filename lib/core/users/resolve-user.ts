import { type AccountStatus, PROFILE_FIELDS, type Profile, type ProfileField } from "@/lib/core/accounts";
import { type EmployeeStatus, toEmployeeStatus } from "@/lib/core/users/employee-status";

/** One Account of a person, as the policy in force sees it. */
export interface EvidenceAccount {
  readonly accountId: string;
  readonly externalId: string;
  /** Place of its Integration in the User Sources, from 1; null where it is no source. */
  readonly rank: number | null;
  /** False once its absence counts (DOMAIN rule 14). */
  readonly isPresent: boolean;
  readonly status: AccountStatus;
  readonly profile: Profile;
}

/** What a User is, or should be; `provenance` names the Account that gave each value. */
export interface UserValues {
  readonly employeeStatus: EmployeeStatus;
  readonly profile: Profile;
  readonly provenance: Partial<Record<ProfileField | "employeeStatus", string>>;
  /** No present Account in any current source. */
  readonly isSourceless: boolean;
}

/**
 * The definition of what a User should be (DOMAIN rules 2, 3, 5 and 7); `lib/db/sync/resolve-users.sql.ts` executes it
 * over whole Organizations, and a differential test keeps the two equal. A value without any source's opinion stays
 * as it is; the order in which Accounts are given changes nothing.
 */
export function resolveUser(current: UserValues | undefined, accounts: readonly EvidenceAccount[]): UserValues {
  const inSources = accounts.filter((account) => account.rank !== null).toSorted(byPrecedence);
  const present = inSources.filter((account) => account.isPresent);
  const profile: Profile = { ...current?.profile };
  const provenance: UserValues["provenance"] = { ...current?.provenance };
  for (const field of PROFILE_FIELDS) {
    const winner = present.find((account) => account.profile[field] !== undefined);
    const value = winner?.profile[field];
    if (winner === undefined || value === undefined) continue;
    profile[field] = value;
    provenance[field] = winner.accountId;
  }
  const status = resolveStatus(inSources, present);
  if (status !== undefined) provenance.employeeStatus = status.accountId;
  return {
    employeeStatus: status?.employeeStatus ?? current?.employeeStatus ?? "STAGED",
    profile,
    provenance,
    isSourceless: present.length === 0,
  };
}

function resolveStatus(inSources: readonly EvidenceAccount[], present: readonly EvidenceAccount[]) {
  for (const account of present) {
    const employeeStatus = toEmployeeStatus(account.status);
    if (employeeStatus !== undefined) return { employeeStatus, accountId: account.accountId };
  }
  const lastToHaveThem = inSources[0];
  return present.length === 0 && lastToHaveThem !== undefined
    ? { employeeStatus: "INACTIVE" as const, accountId: lastToHaveThem.accountId }
    : undefined;
}

/**
 * Within one source a person may have two Accounts, such as an old and a new one after a return: the livelier speaks
 * for the source, then the smaller external id, so that arrival never decides.
 */
const LIVELINESS: Record<AccountStatus, number> = { ACTIVE: 0, STAGED: 1, SUSPENDED: 2, ARCHIVED: 3, DEPROVISIONED: 4, UNKNOWN: 5 };

function byPrecedence(one: EvidenceAccount, other: EvidenceAccount): number {
  return (
    (one.rank ?? 0) - (other.rank ?? 0) ||
    LIVELINESS[one.status] - LIVELINESS[other.status] ||
    (one.externalId < other.externalId ? -1 : one.externalId > other.externalId ? 1 : 0)
  );
}
