import type { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import type { EmployeeStatus } from "@/lib/core/users/employee-status";
import { byPrecedence, type Standing } from "./account-standing";

export interface SaidStatus {
  readonly employeeStatus: EmployeeStatus;
  /** The Account that decided. */
  readonly accountId: string;
  readonly rule: "first-listed" | "most-restrictive" | "restricted" | "absence" | "source-removed";
}

export const RESTRICTIVENESS: Record<EmployeeStatus, number> = { ACTIVE: 0, STAGED: 1, SUSPENDED: 2, INACTIVE: 3 };

/**
 * What the sources together say about the Employee Status (DOMAIN rules 7 and 8); undefined where none has an opinion.
 * Expects standings with a say only.
 */
export function resolveStatus(policy: SourceOfTruthPolicy, standings: readonly Standing[]): SaidStatus | undefined {
  const inSources = standings.filter(({ rank }) => rank !== null).toSorted(byPrecedence(({ rank }) => rank));
  const present = inSources.filter(({ account }) => account.isPresent);
  if (present.length === 0) return absence(inSources) ?? removal(policy, standings);
  const votes = firstOfEachSource(present.filter(({ employeeStatus }) => employeeStatus !== undefined));
  return policy.statusPolicy === "most-restrictive" ? mostRestrictive(votes, "most-restrictive") : firstListed(votes);
}

/** Every source that had the person proves that it has them no longer. */
function absence(inSources: readonly Standing[]): SaidStatus | undefined {
  const [first] = inSources;
  return first && { employeeStatus: "INACTIVE", accountId: first.account.accountId, rule: "absence" };
}

/** Only sources that were removed know the person, and the policy lets their people go. */
function removal({ deactivatesPeopleOf }: SourceOfTruthPolicy, standings: readonly Standing[]): SaidStatus | undefined {
  const letGo = new Set<string>(deactivatesPeopleOf);
  const [first] = standings
    .filter(({ account }) => letGo.has(account.integrationId))
    .toSorted((one, other) => Number(other.account.isPresent) - Number(one.account.isPresent) || byPrecedence(() => null)(one, other) || (one.account.integrationId < other.account.integrationId ? -1 : 1));
  return first && { employeeStatus: "INACTIVE", accountId: first.account.accountId, rule: "source-removed" };
}

function firstOfEachSource(votes: readonly Standing[]): Standing[] {
  const heard = new Set<string>();
  return votes.filter(({ account: { integrationId } }) => !heard.has(integrationId) && heard.add(integrationId));
}

function firstListed(votes: readonly Standing[]): SaidStatus | undefined {
  const granting = votes.find(({ mayGrant }) => mayGrant);
  const granted = granting && toSaid(granting, "first-listed");
  const restricted = mostRestrictive(
    votes.filter(({ mayGrant }) => !mayGrant),
    "restricted",
  );
  if (granted === undefined || restricted === undefined) return granted ?? restricted;
  return RESTRICTIVENESS[restricted.employeeStatus] > RESTRICTIVENESS[granted.employeeStatus] ? restricted : granted;
}

/** A source that may only restrict is heard where it restricts. */
function mostRestrictive(votes: readonly Standing[], rule: SaidStatus["rule"]): SaidStatus | undefined {
  let strictest: SaidStatus | undefined;
  for (const vote of votes) {
    const said = toSaid(vote, rule);
    if (said === undefined || (!vote.mayGrant && RESTRICTIVENESS[said.employeeStatus] < RESTRICTIVENESS.SUSPENDED)) continue;
    if (strictest === undefined || RESTRICTIVENESS[said.employeeStatus] > RESTRICTIVENESS[strictest.employeeStatus]) strictest = said;
  }
  return strictest;
}

const toSaid = ({ employeeStatus, account: { accountId } }: Standing, rule: SaidStatus["rule"]): SaidStatus | undefined =>
  employeeStatus && { employeeStatus, accountId, rule };
