import type { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { byPrecedence, type EvidenceAccount, fieldRank, type Standing, standingOf } from "./account-standing";
import { explainStatus } from "./explain-status";
import type { DecidingRule, LosingReason } from "./explanation";
import { type FieldExplanation, type Voice, whyNoSay } from "./field-explanation";
import { candidatesFor, type Circumstances, fieldsOf, hasOpinion, isHeldBack, resolveUser, type UserValues } from "./resolve-user";

export interface UserExplanation {
  readonly values: UserValues;
  /** The Employee Status first. */
  readonly fields: readonly FieldExplanation[];
}

/**
 * Why a User is what `resolveUser` makes of them: the values are its own, and every winner and loser is found with the
 * functions it decides by. `without` leaves the Accounts of one Integration out, as if it had never been connected.
 */
export function explainUser(
  current: UserValues | undefined,
  accounts: readonly EvidenceAccount[],
  circumstances: Circumstances,
  { without }: { without?: string | undefined } = {},
): UserExplanation {
  const { policy } = circumstances;
  const [leftOut, heard] = partition(accounts, ({ integrationId }) => integrationId === without);
  const values = resolveUser(current, heard, circumstances);
  const standings = heard.map((account) => standingOf(policy, account));
  const fields = [
    explainStatus(current, standings, values, circumstances),
    ...fieldsOf(policy).map((field) => explainField(field, standings, values, circumstances)),
  ];
  return { values, fields: fields.map((field) => withLeftOut(policy, field, leftOut)) };
}

function explainField(field: string, standings: readonly Standing[], values: UserValues, circumstances: Circumstances): FieldExplanation {
  const { policy, overrides } = circumstances;
  const asked = candidatesFor(policy, field, standings);
  const deciding = asked.find((standing) => hasOpinion(policy, field, standing));
  const isOverridden = overrides.some((override) => override.field === field);
  const isHeld = deciding !== undefined && isHeldBack(circumstances, deciding.account.integrationId);
  const winner = isOverridden || isHeld ? undefined : deciding;
  const others = standings.filter((standing) => !asked.includes(standing)).toSorted(byPrecedence(({ rank }) => rank));
  const toVoice = (standing: Standing): Voice => {
    const value = standing.account.profile[field] ?? null;
    return { account: standing.account, rank: askedPlace(policy, field, standing), value, rawValue: value };
  };
  return {
    field,
    value: values.profile[field] ?? null,
    rule: isOverridden ? "override" : isHeld ? "on-hold" : ruleOf(policy, field, deciding),
    winner: winner === undefined ? null : toVoice(winner),
    decidingAccountId: deciding?.account.accountId ?? null,
    losers: [...asked, ...others]
      .filter((standing) => standing !== winner)
      .map((standing) => ({ ...toVoice(standing), because: standing === deciding && isHeld && !isOverridden ? "on-hold" : whyNot(policy, field, standing, deciding) })),
  };
}

function ruleOf(policy: SourceOfTruthPolicy, field: string, deciding: Standing | undefined): DecidingRule {
  if (deciding === undefined) return "kept";
  if (deciding.account.profile[field] === undefined) return "authoritative-empty";
  if (field.startsWith("custom.")) return "custom-field";
  return Object.hasOwn(policy.fieldOrders, field) ? "field-order" : "first-listed";
}

function whyNot(policy: SourceOfTruthPolicy, field: string, standing: Standing, deciding: Standing | undefined): LosingReason {
  const noSay = whyNoSay(standing, fieldRank(policy, field, standing));
  if (noSay !== undefined) return noSay;
  if (!hasOpinion(policy, field, standing)) return "blank";
  if (standing === deciding) return "overridden";
  return standing.account.integrationId === deciding?.account.integrationId ? "second-account" : "lower-rank";
}

/** The place of an Account's Integration as people count it: the listed ones of the field, then those it falls back to. */
function askedPlace(policy: SourceOfTruthPolicy, field: string, standing: Standing): number | null {
  if (fieldRank(policy, field, standing) === null) return null;
  const listed = listedFor(policy, field);
  const sources = policy.userSources.map(({ integrationId }) => integrationId);
  const order: string[] = listed === undefined ? sources : [...listed, ...sources.filter((id) => !listed.includes(id))];
  return order.indexOf(standing.account.integrationId) + 1;
}

function listedFor(policy: SourceOfTruthPolicy, field: string): readonly string[] | undefined {
  const custom = policy.customFields.find(({ key }) => `custom.${key}` === field);
  if (custom !== undefined) return [...new Set(custom.from.map(({ integrationId }) => integrationId))];
  return Object.entries(policy.fieldOrders).find(([name]) => name === field)?.[1]?.integrationIds;
}

function withLeftOut(policy: SourceOfTruthPolicy, field: FieldExplanation, leftOut: readonly EvidenceAccount[]): FieldExplanation {
  const voices = leftOut.map((account) => {
    const standing = standingOf(policy, account);
    const isStatus = field.field === "employeeStatus";
    const value = (isStatus ? standing.employeeStatus : account.profile[field.field]) ?? null;
    return { account, rank: null, value, rawValue: isStatus ? account.rawStatus : value, because: "left-out" as const };
  });
  return { ...field, losers: [...field.losers, ...voices] };
}

function partition<T>(items: readonly T[], isFirst: (item: T) => boolean): [T[], T[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}
