import type { AccountKind, AccountStatus } from "@/lib/core/accounts";
import type { SourceFilter, SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { type EmployeeStatus, toEmployeeStatus } from "@/lib/core/users/employee-status";

/** Field → value; a key that is absent is no opinion. Fields of the Organization's own are named `custom.<key>`. */
export type Values = Readonly<Record<string, string>>;

/** One Account of a person, as it was read. */
export interface EvidenceAccount {
  readonly accountId: string;
  readonly integrationId: string;
  readonly externalId: string;
  readonly kind: AccountKind;
  /** False once its absence counts (DOMAIN rule 14). */
  readonly isPresent: boolean;
  /** By the connector's own map. */
  readonly status: AccountStatus;
  readonly rawStatus: string;
  readonly profile: Values;
}

/** What a policy makes of one Account. */
export interface Standing {
  readonly account: EvidenceAccount;
  /** Set where the Account has no say at all. */
  readonly ignoredBecause?: "service-account" | "source-disabled" | "filtered-out";
  /** Place of its Integration in the User Sources, from 1; null where it is none. */
  readonly rank: number | null;
  /** By the Organization's map, else the connector's. */
  readonly status: AccountStatus;
  readonly employeeStatus: EmployeeStatus | undefined;
  readonly mayGrant: boolean;
}

/** Judges one Account under a policy; `lib/db/sync` executes the same over whole Organizations. */
export function standingOf(policy: SourceOfTruthPolicy, account: EvidenceAccount): Standing {
  const place = policy.userSources.findIndex(({ integrationId }) => integrationId === account.integrationId);
  const source = policy.userSources[place];
  const status = mapStatus(policy, account);
  const ignoredBecause =
    account.kind === "SERVICE"
      ? "service-account"
      : source?.isEnabled === false
        ? "source-disabled"
        : source?.filter && !passesFilter(source.filter, account)
          ? "filtered-out"
          : undefined;
  return {
    account,
    ...(ignoredBecause !== undefined && { ignoredBecause }),
    rank: source === undefined ? null : place + 1,
    status,
    employeeStatus: toEmployeeStatus(status),
    mayGrant: source?.status !== "may-only-restrict",
  };
}

function mapStatus({ statusMaps }: SourceOfTruthPolicy, { integrationId, rawStatus, status }: EvidenceAccount): AccountStatus {
  const map = Object.entries(statusMaps).find(([id]) => id === integrationId)?.[1] ?? {};
  return Object.entries(map).find(([word]) => word.toLowerCase() === rawStatus.toLowerCase())?.[1] ?? status;
}

/** Whether an Account counts under the filter of its source. Letter case never matters; a field without a value is empty. */
function passesFilter(filter: SourceFilter, account: Pick<EvidenceAccount, "externalId" | "rawStatus" | "profile">): boolean {
  const holds = ({ field, operator, value }: SourceFilter["conditions"][number]): boolean => {
    const found = (field === "externalId" ? account.externalId : field === "rawStatus" ? account.rawStatus : (account.profile[field] ?? "")).toLowerCase();
    const wanted = value.toLowerCase();
    switch (operator) {
      case "is":
        return found === wanted;
      case "is-not":
        return found !== wanted;
      case "contains":
        return found.includes(wanted);
      case "starts-with":
        return found.startsWith(wanted);
      case "is-empty":
        return found === "";
      case "is-not-empty":
        return found !== "";
    }
  };
  const isMet = filter.match === "all" ? filter.conditions.every(holds) : filter.conditions.some(holds);
  return (filter.effect === "include") === isMet;
}

// Beyond every explicit place: an Integration that an order falls back to comes after those that it lists.
const FALLBACK_RANK = 1_000;

/** Where the Integration of an Account stands in the order for one field; null where it is not asked. */
export function fieldRank(policy: SourceOfTruthPolicy, field: string, { account, rank }: Standing): number | null {
  if (field.startsWith("custom.")) {
    const from = policy.customFields.find(({ key }) => `custom.${key}` === field)?.from ?? [];
    return placeOf(from.findIndex(({ integrationId }) => integrationId === account.integrationId));
  }
  const order = Object.entries(policy.fieldOrders).find(([name]) => name === field)?.[1];
  if (order === undefined) return rank;
  const listed = placeOf(order.integrationIds.findIndex((id) => id === account.integrationId));
  return listed ?? (order.fallback && rank !== null ? FALLBACK_RANK + rank : null);
}

const placeOf = (index: number): number | null => (index < 0 ? null : index + 1);

/** Whether an Account without a value says that the field is empty, rather than nothing. */
export const blankIsEmpty = (policy: SourceOfTruthPolicy, field: string, { account }: Standing): boolean =>
  Object.entries(policy.fieldOrders)
    .find(([name]) => name === field)?.[1]
    ?.blankIsEmpty.some((id) => id === account.integrationId) ?? false;

/**
 * Within one source a person may have two Accounts, such as an old and a new one after a return: the livelier speaks
 * for the source, then the smaller external id, so that arrival never decides.
 */
const LIVELINESS: Record<AccountStatus, number> = { ACTIVE: 0, STAGED: 1, SUSPENDED: 2, ARCHIVED: 3, DEPROVISIONED: 4, UNKNOWN: 5 };

/** Orders by the rank that is asked for; an Account without one comes last. */
export const byPrecedence =
  (rankOf: (standing: Standing) => number | null) =>
  (one: Standing, other: Standing): number =>
    (rankOf(one) ?? Infinity) - (rankOf(other) ?? Infinity) || byLiveliness(one, other);

function byLiveliness(one: Standing, other: Standing): number {
  const [id, otherId] = [one.account.externalId, other.account.externalId];
  return LIVELINESS[one.status] - LIVELINESS[other.status] || (id < otherId ? -1 : id > otherId ? 1 : 0);
}
