import type { SourceOfTruth } from "@/lib/api/contract/source-of-truth";
import { IntegrationId } from "@/lib/core/ids";
import { type FieldOrder, SourceOfTruthPolicy, type UserSourceSettings } from "@/lib/core/source-of-truth";

/** The policy while it is being edited, and the version it was begun from. */
export interface PolicyDraft {
  readonly baseVersion: number;
  readonly policy: SourceOfTruthPolicy;
}

/** Of a version, only what it decides: the same shape as that which is saved. */
export const policyOf = (saved: SourceOfTruth): SourceOfTruthPolicy => SourceOfTruthPolicy.parse(saved);

const inKeyOrder = (_: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value;

/** Equal for two policies that decide the same, whatever order their settings were written in. */
export const fingerprint = (policy: SourceOfTruthPolicy): string => JSON.stringify(policy, inKeyOrder);

export const orderOf = (policy: SourceOfTruthPolicy): readonly string[] => policy.userSources.map(({ integrationId }) => integrationId);

/** The same sources with their settings in another order; ids that the policy does not list yet join with the usual settings. */
export function withOrder(policy: SourceOfTruthPolicy, order: readonly string[], known: SourceOfTruthPolicy = policy): SourceOfTruthPolicy {
  const settingsOf = (id: string): UserSourceSettings =>
    policy.userSources.find(({ integrationId }) => integrationId === id) ??
    known.userSources.find(({ integrationId }) => integrationId === id) ?? {
      integrationId: IntegrationId.parse(id),
      role: "create",
      status: "may-grant",
      isEnabled: true,
      filter: null,
    };
  return { ...policy, userSources: order.map(settingsOf) };
}

export const withSourceSettings = (
  policy: SourceOfTruthPolicy,
  id: string,
  changed: Partial<Omit<UserSourceSettings, "integrationId">>,
): SourceOfTruthPolicy => ({
  ...policy,
  userSources: policy.userSources.map((source) => (source.integrationId === id ? { ...source, ...changed } : source)),
});

/** Whether whoever only a removed source knows is deactivated, or kept as they are. */
export function withPeopleOf(policy: SourceOfTruthPolicy, id: string, decision: "keep" | "deactivate"): SourceOfTruthPolicy {
  const others = policy.deactivatesPeopleOf.filter((each) => each !== id);
  return { ...policy, deactivatesPeopleOf: decision === "deactivate" ? [...others, IntegrationId.parse(id)] : others };
}

export type OrderedField = keyof SourceOfTruthPolicy["fieldOrders"];

/** Null lets the field follow the User Sources again. */
export function withFieldOrder(policy: SourceOfTruthPolicy, field: OrderedField, order: FieldOrder | null): SourceOfTruthPolicy {
  const others = Object.fromEntries(Object.entries(policy.fieldOrders).filter(([name]) => name !== field));
  return { ...policy, fieldOrders: order === null ? others : { ...others, [field]: order } };
}

type StatusWord = SourceOfTruthPolicy["statusMaps"][IntegrationId][string];

/** What a source's word means to this Organization; null leaves it to the connector. Letter case does not tell words apart. */
export function withStatusWord(policy: SourceOfTruthPolicy, id: string, word: string, status: StatusWord | null): SourceOfTruthPolicy {
  const integrationId = IntegrationId.parse(id);
  const others = Object.entries(policy.statusMaps[integrationId] ?? {}).filter(([each]) => each.toLowerCase() !== word.toLowerCase());
  const map = Object.fromEntries(status === null ? others : [...others, [word, status] as const]);
  const maps = Object.entries(policy.statusMaps).filter(([each]) => each !== id);
  return { ...policy, statusMaps: Object.fromEntries(Object.keys(map).length > 0 ? [...maps, [id, map]] : maps) };
}

/** The Organization's own meaning of a word; undefined where the connector's counts. */
export const statusWord = (policy: SourceOfTruthPolicy, id: string, word: string): StatusWord | undefined =>
  Object.entries(Object.entries(policy.statusMaps).find(([each]) => each === id)?.[1] ?? {}).find(
    ([each]) => each.toLowerCase() === word.toLowerCase(),
  )?.[1];
