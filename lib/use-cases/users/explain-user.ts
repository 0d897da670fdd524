import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { IntegrationId, UserId } from "@/lib/core/ids";
import { isTimeZone } from "@/lib/core/time-zone";
import { loserSentence, winnerSentence, type Words } from "@/lib/core/users/explain-sentences";
import { explainUser as explainValues } from "@/lib/core/users/explain-user";
import type { DecidingRule, LosingReason } from "@/lib/core/users/explanation";
import { fieldLabel } from "@/lib/core/users/field-label";
import type { FieldExplanation, Voice } from "@/lib/core/users/field-explanation";
import { type Evidence, findEvidenceSince, listEvidence, type Moment } from "@/lib/db/account-versions";
import { findPolicyAt, findStoredValues, type LastChange, listLastChanges, listOverridesAt, type OverrideAt, type StoredValues } from "@/lib/db/explain";
import type { OrganizationScope } from "@/lib/db/in-organization";
import { findIntegrations } from "@/lib/db/integrations";
import { listFrozen } from "@/lib/db/sync/open-settlement";
import { useCase } from "@/lib/use-cases/use-case";
import type { SourceRef } from "./user-view";

type Named = NonNullable<OverrideAt["owner"]>;

export interface VoiceView {
  readonly accountId: string;
  readonly source: SourceRef & { readonly rank: number | null };
  readonly externalId: string;
  readonly value: string | null;
  readonly rawValue: string | null;
  readonly changedAt: Date;
  readonly missingSince: Date | null;
}

export interface ExplainedFieldView {
  readonly field: string;
  readonly label: string;
  readonly value: string | null;
  readonly storedValue: string | null;
  readonly rule: DecidingRule;
  readonly sentence: string;
  readonly winner: VoiceView | null;
  readonly override: Omit<OverrideAt, "field"> | null;
  readonly losers: (VoiceView & { readonly because: LosingReason; readonly sentence: string })[];
  readonly lastChange: Omit<LastChange, "field"> | null;
}

export interface ExplanationView {
  readonly user: Named;
  readonly at: Date;
  readonly evidenceSince: Date;
  readonly policyVersion: number | null;
  readonly without: SourceRef | null;
  readonly isSourceless: boolean;
  readonly fields: ExplainedFieldView[];
}

/**
 * Why every value of a User is what it is, now or at a moment, with every Account that lost; with `without`, what the
 * values would be if that Integration were gone. Throws `not_found`, and `invalid_input` for a moment nothing is known of.
 */
export const explainUser = useCase({
  permission: "user:read",
  input: z.object({ id: UserId, at: z.coerce.date().optional(), without: IntegrationId.optional(), field: z.string().max(100).optional() }),
  run: async ({ scope, input: { id, at: moment, without, field } }): Promise<ExplanationView> => {
    const at = moment ?? null;
    const stored = await findStoredValues(scope, id, at);
    if (stored === null) throw new AppError("not_found", "There is no such User.");
    const evidenceSince = await getEvidenceSince(scope, id, stored);
    if (at !== null && at < evidenceSince) throw tooEarly(evidenceSince);
    const seen = await look(scope, id, at);
    const { values, fields } = explainValues(
      { employeeStatus: stored.employeeStatus, profile: stored.values, provenance: {}, isSourceless: false },
      seen.evidence,
      { policy: seen.policy, overrides: seen.overrides, now: at ?? new Date(), onHold: seen.onHold },
      { without },
    );
    const sources = await findSources(scope, seen.evidence, without);
    return {
      user: { id, name: stored.name },
      at: at ?? new Date(),
      evidenceSince,
      policyVersion: seen.version,
      without: without === undefined ? null : sources(without),
      isSourceless: values.isSourceless,
      fields: fields
        .filter((entry) => (field === undefined ? isOfInterest(entry, stored) : entry.field === field))
        .map((entry) => toView(entry, { seen, stored, sources, timeZone: zoneOf(values.profile, seen.policy.timeZone) })),
    };
  },
});

const zoneOf = ({ timeZone }: Readonly<Record<string, string>>, otherwise: string): string =>
  timeZone !== undefined && isTimeZone(timeZone) ? timeZone : otherwise;

async function getEvidenceSince(scope: OrganizationScope, id: UserId, { createdAt }: StoredValues): Promise<Date> {
  const since = await findEvidenceSince(scope, id);
  return since !== null && since > createdAt ? since : createdAt;
}

function tooEarly(evidenceSince: Date): AppError {
  const message = `Nothing is known of this User before ${evidenceSince.toISOString()}. Choose a later moment.`;
  return new AppError("invalid_input", message, { fields: { at: message } });
}

async function look(scope: OrganizationScope, userId: UserId, at: Moment) {
  const { version, policy } = await findPolicyAt(scope, at);
  const [evidence, overrides, changes] = [
    await listEvidence(scope, { userId, policy, at }),
    await listOverridesAt(scope, userId, at),
    await listLastChanges(scope, userId, at),
  ];
  // Since when a hold was there is not kept, so only the present knows of it.
  const onHold = at === null ? new Set(await listFrozen(scope)) : undefined;
  return { version, policy, evidence, overrides, changes, onHold };
}

type Sources = (integrationId: string) => SourceRef;

async function findSources(scope: OrganizationScope, evidence: readonly Evidence[], without: IntegrationId | undefined): Promise<Sources> {
  const ids = new Set([...evidence.map(({ integrationId }) => IntegrationId.parse(integrationId)), ...(without === undefined ? [] : [without])]);
  const found = new Map((await findIntegrations(scope, [...ids])).map(({ id, name, connector }) => [id as string, { integrationId: id, name, connector }]));
  return (integrationId) => {
    const source = found.get(integrationId);
    if (source === undefined) throw new AppError("not_found", "There is no such integration.");
    return source;
  };
}

/** A field that nobody ever said anything of explains nothing. */
const isOfInterest = ({ field, value, rule, winner, losers }: FieldExplanation, { values }: StoredValues): boolean =>
  value !== null || values[field] !== undefined || rule === "override" || winner !== null || losers.some((loser) => loser.value !== null);

interface Surroundings {
  readonly seen: Awaited<ReturnType<typeof look>>;
  readonly stored: StoredValues;
  readonly sources: Sources;
  readonly timeZone: string;
}

function toView(entry: FieldExplanation, { seen, stored, sources, timeZone }: Surroundings): ExplainedFieldView {
  const { field, value, rule, winner, losers } = entry;
  const override = seen.overrides.find((candidate) => candidate.field === field);
  const label = fieldLabel(field, seen.policy.customFields);
  const words: Words = {
    policy: seen.policy,
    label,
    nameOf: (integrationId) => sources(integrationId).name,
    override: override === undefined ? null : { reason: override.reason, ownerName: override.owner?.name ?? "somebody", expiresAt: override.expiresAt },
    timeZone,
  };
  const toVoiceView = (voice: Voice): VoiceView => {
    const evidence = seen.evidence.find(({ accountId }) => accountId === voice.account.accountId);
    if (evidence === undefined) throw new Error("An Account has a say that was never read.");
    const { accountId, integrationId, externalId, changedAt, missingSince } = evidence;
    return { accountId, source: { ...sources(integrationId), rank: voice.rank }, externalId, value: voice.value, rawValue: voice.rawValue, changedAt, missingSince };
  };
  const storedValue = field === "employeeStatus" ? stored.employeeStatus : (stored.values[field] ?? null);
  return {
    field, label, value, storedValue, rule,
    sentence: winnerSentence(entry, words),
    winner: winner && toVoiceView(winner),
    override: override === undefined ? null : withoutField(override),
    losers: losers.map((loser) => {
      const view = toVoiceView(loser);
      return { ...view, because: loser.because, sentence: loserSentence({ ...loser, missingSince: view.missingSince }, entry, words) };
    }),
    lastChange: lastChangeOf(seen.changes, field, storedValue),
  };
}

const withoutField = <Row extends { readonly field: unknown }>({ field: _, ...rest }: Row): Omit<Row, "field"> => rest;

/** A value that never changed came with the creation. */
function lastChangeOf(changes: readonly LastChange[], field: string, storedValue: string | null): ExplainedFieldView["lastChange"] {
  const change = changes.find((candidate) => candidate.field === field);
  if (change !== undefined) return withoutField(change);
  const creation = changes.find((candidate) => candidate.field === null);
  return creation === undefined || storedValue === null ? null : { ...withoutField(creation), before: null, after: storedValue };
}
