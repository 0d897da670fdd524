import { PROFILE_FIELDS } from "@/lib/core/accounts";
import type { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { localDay } from "@/lib/core/time-zone";
import { EMPLOYEE_STATUSES, type EmployeeStatus } from "@/lib/core/users/employee-status";
import { blankIsEmpty, byPrecedence, type EvidenceAccount, fieldRank, type Standing, standingOf, type Values } from "./account-standing";
import { resolveStatus, type SaidStatus } from "./resolve-status";

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
  /** Integrations on hold after an undo: what they would decide stays as it is. */
  readonly onHold?: ReadonlySet<string> | undefined;
}

/** Whether what an Account would decide stays as it is, because its Integration is on hold. */
export const isHeldBack = ({ onHold }: Pick<Circumstances, "onHold">, integrationId: string): boolean => onHold?.has(integrationId) === true;

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
    if (winner === undefined || isHeldBack(circumstances, winner.account.integrationId)) continue;
    put(profile, field, winner.account.profile[field]);
    provenance[field] = winner.account.accountId;
  }
  const said = unlessHeld(resolveStatus(policy, heard), heard, circumstances);
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

/** What the sources say of the status, where the one that decides is not on hold. */
export function unlessHeld(said: SaidStatus | undefined, standings: readonly Standing[], circumstances: Circumstances): SaidStatus | undefined {
  const deciding = standings.find(({ account }) => account.accountId === said?.accountId);
  return deciding !== undefined && isHeldBack(circumstances, deciding.account.integrationId) ? undefined : said;
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
