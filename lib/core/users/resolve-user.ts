import { PROFILE_FIELDS } from "@/lib/core/accounts";
import type { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { localDay } from "@/lib/core/time-zone";
import { EMPLOYEE_STATUSES, type EmployeeStatus } from "@/lib/core/users/employee-status";
import { blankIsEmpty, byPrecedence, type EvidenceAccount, fieldRank, type Standing, standingOf, type Values } from "./account-standing";
import { resolveStatus } from "./resolve-status";

/** What a User is, or should be. */
export interface UserValues {
  readonly employeeStatus: EmployeeStatus;
  readonly profile: Values;
  /** Field (and `employeeStatus`) → id of the Account, or of the override, that gave the value. */
  readonly provenance: Readonly<Record<string, string>>;
  /** No present Account in any current source. */
  readonly isSourceless: boolean;
}

/** A value that a person set and that is in force. */
export interface OverrideInForce {
  readonly id: string;
  /** A profile field or `employeeStatus`. */
  readonly field: string;
  /** Null makes the field empty. */
  readonly value: string | null;
}

export interface Circumstances {
  readonly policy: SourceOfTruthPolicy;
  readonly overrides: readonly OverrideInForce[];
  readonly now: Date;
}

/** Every field that a policy can fill, in the order in which people read them. */
export const fieldsOf = (policy: SourceOfTruthPolicy): readonly string[] => [
  ...PROFILE_FIELDS,
  ...policy.customFields.map(({ key }) => `custom.${key}`),
];

/** The Accounts that are asked for a field, in order; the first with an opinion decides. */
export function candidatesFor(policy: SourceOfTruthPolicy, field: string, standings: readonly Standing[]): Standing[] {
  const rankOf = (standing: Standing): number | null => fieldRank(policy, field, standing);
  return standings
    .filter((standing) => standing.ignoredBecause === undefined && standing.account.isPresent && rankOf(standing) !== null)
    .toSorted(byPrecedence(rankOf));
}

/** Whether an Account has an opinion on a field: a value, or that it is empty. */
export const hasOpinion = (policy: SourceOfTruthPolicy, field: string, standing: Standing): boolean =>
  standing.account.profile[field] !== undefined || blankIsEmpty(policy, field, standing);

/**
 * The definition of what a User should be (DOMAIN rules 2, 3, 5, 7, 8 and 9); `lib/db/sync/resolve-users.sql.ts` executes
 * it over whole Organizations, and a differential test keeps the two equal. A value without any source's opinion stays
 * as it is; the order in which Accounts are given changes nothing.
 */
export function resolveUser(current: UserValues | undefined, accounts: readonly EvidenceAccount[], circumstances: Circumstances): UserValues {
  const { policy, overrides, now } = circumstances;
  const standings = accounts.map((account) => standingOf(policy, account));
  const heard = standings.filter(({ ignoredBecause }) => ignoredBecause === undefined);
  const profile: Record<string, string> = { ...current?.profile };
  const provenance: Record<string, string> = { ...current?.provenance };
  for (const field of fieldsOf(policy)) {
    const winner = candidatesFor(policy, field, heard).find((standing) => hasOpinion(policy, field, standing));
    if (winner === undefined) continue;
    put(profile, field, winner.account.profile[field]);
    provenance[field] = winner.account.accountId;
  }
  const said = resolveStatus(policy, heard);
  if (said !== undefined) provenance["employeeStatus"] = said.accountId;
  for (const { id, field, value } of overrides) {
    if (field !== "employeeStatus") put(profile, field, value ?? undefined);
    provenance[field] = id;
  }
  return {
    employeeStatus:
      overriddenStatus(overrides) ?? statusByDates(said?.employeeStatus ?? current?.employeeStatus ?? "STAGED", profile, { policy, now }),
    profile,
    provenance,
    isSourceless: !heard.some(({ rank, account }) => rank !== null && account.isPresent),
  };
}

function put(profile: Record<string, string>, field: string, value: string | undefined): void {
  if (value === undefined) delete profile[field];
  else profile[field] = value;
}

const overriddenStatus = (overrides: readonly OverrideInForce[]): EmployeeStatus | undefined => {
  const value = overrides.find(({ field }) => field === "employeeStatus")?.value;
  return EMPLOYEE_STATUSES.find((status) => status === value);
};

/** DOMAIN rule 8: STAGED before the start, INACTIVE after the end, by the calendar where the person is. */
function statusByDates(
  status: EmployeeStatus,
  { startDate, endDate, timeZone }: Values,
  { policy, now }: Pick<Circumstances, "policy" | "now">,
): EmployeeStatus {
  if (!policy.datesDecide) return status;
  const today = localDay(now, timeZone ?? policy.timeZone);
  if (endDate !== undefined && endDate < today) return "INACTIVE";
  return startDate !== undefined && startDate > today && status === "ACTIVE" ? "STAGED" : status;
}
