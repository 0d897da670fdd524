import { byPrecedence, type Standing } from "./account-standing";
import type { DecidingRule, LosingReason } from "./explanation";
import { type FieldExplanation, type Voice, whyNoSay } from "./field-explanation";
import { candidatesFor, type Circumstances, hasOpinion, unlessHeld, type UserValues } from "./resolve-user";
import { RESTRICTIVENESS, resolveStatus, type SaidStatus } from "./resolve-status";

const RULES: Record<SaidStatus["rule"], DecidingRule> = {
  "first-listed": "first-listed",
  "most-restrictive": "most-restrictive",
  restricted: "may-only-restrict",
  absence: "absence",
  "source-removed": "source-removed",
};

/** Why a User has the Employee Status of `values`. */
export function explainStatus(
  current: UserValues | undefined,
  standings: readonly Standing[],
  values: UserValues,
  circumstances: Circumstances,
): FieldExplanation {
  const { policy, overrides } = circumstances;
  const heard = standings.filter(({ ignoredBecause }) => ignoredBecause === undefined);
  const wouldSay = resolveStatus(policy, heard);
  const said = unlessHeld(wouldSay, heard, circumstances);
  const fromSources = said?.employeeStatus ?? current?.employeeStatus ?? "STAGED";
  const over = overrides.some(({ field }) => field === "employeeStatus") ? "overridden" : values.employeeStatus === fromSources ? undefined : "date";
  const inOrder = standings.toSorted(byPrecedence(({ rank }) => rank));
  const saying = inOrder.find(({ account }) => account.accountId === said?.accountId);
  const winner = over === undefined ? saying && toWinner(saying, values) : over === "date" ? dateVoice(standings, values, circumstances) : undefined;
  return {
    field: "employeeStatus",
    value: values.employeeStatus,
    rule: wouldSay !== said && over === undefined ? "on-hold" : ruleOf(said, over, values, current),
    winner: winner ?? null,
    decidingAccountId: said?.accountId ?? null,
    losers: inOrder
      .filter(({ account }) => account.accountId !== winner?.account.accountId)
      .map((standing) => ({ ...toVoice(standing), because: whyNot(standing, { inOrder, said: wouldSay, over: said === wouldSay ? over : (over ?? "on-hold") }) })),
  };
}

function ruleOf(said: SaidStatus | undefined, over: "overridden" | "date" | undefined, { employeeStatus }: UserValues, current: UserValues | undefined): DecidingRule {
  if (over === "overridden") return "override";
  if (over === "date") return employeeStatus === "INACTIVE" ? "end-date" : "start-date";
  if (said !== undefined) return RULES[said.rule];
  return current === undefined ? "default" : "kept";
}

const toVoice = ({ account, rank, employeeStatus }: Standing): Voice => ({
  account,
  rank,
  value: employeeStatus ?? null,
  rawValue: account.rawStatus,
});

/** Whoever decides by absence says nothing any more. */
const toWinner = (standing: Standing, { employeeStatus }: UserValues): Voice => ({
  ...toVoice(standing),
  value: employeeStatus,
  rawValue: standing.account.isPresent ? standing.account.rawStatus : null,
});

/** The Account whose date decides; none where a person set the date or no source says it any more. */
function dateVoice(standings: readonly Standing[], { employeeStatus, profile }: UserValues, { policy, overrides }: Circumstances): Voice | undefined {
  const field = employeeStatus === "INACTIVE" ? "endDate" : "startDate";
  if (overrides.some((override) => override.field === field)) return undefined;
  const deciding = candidatesFor(policy, field, standings).find((standing) => hasOpinion(policy, field, standing));
  return deciding && { account: deciding.account, rank: deciding.rank, value: employeeStatus, rawValue: profile[field] ?? null };
}

function whyNot(
  standing: Standing,
  { inOrder, said, over }: { inOrder: readonly Standing[]; said: SaidStatus | undefined; over: "overridden" | "date" | "on-hold" | undefined },
): LosingReason {
  if (over !== undefined && said?.accountId === standing.account.accountId) return over;
  const noSay = whyNoSay(standing, standing.rank);
  if (noSay !== undefined) return noSay;
  const { employeeStatus, account, mayGrant } = standing;
  if (employeeStatus === undefined) return "unknown-word";
  if (inOrder.find(speaksFor(account.integrationId)) !== standing) return "second-account";
  if (!mayGrant && RESTRICTIVENESS[employeeStatus] < RESTRICTIVENESS.SUSPENDED) return "may-only-restrict";
  return !mayGrant || said?.rule !== "first-listed" ? "less-restrictive" : "lower-rank";
}

/** Finds the one Account that is heard for its Integration. */
const speaksFor =
  (integrationId: string) =>
  (standing: Standing): boolean =>
    standing.account.integrationId === integrationId && standing.employeeStatus !== undefined && whyNoSay(standing, standing.rank) === undefined;
