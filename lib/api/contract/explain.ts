import { oc } from "@orpc/contract";
import { z } from "zod";
import { DECIDING_RULES, LOSING_REASONS } from "@/lib/core/users/explanation";
import { Instant, Named, SourceRef } from "./common";

/** An Account that has, or could have, a say in a field. */
export const Voice = z.object({
  accountId: z.uuid(),
  /** `rank`: its place among those asked for this field, from 1; null where it is not asked. */
  source: SourceRef.extend({ rank: z.number().int().nullable() }),
  externalId: z.string(),
  /** What it says, in our words; null is no opinion. */
  value: z.string().nullable(),
  /** What it says in the provider's own words. */
  rawValue: z.string().nullable(),
  /** Since when it is as it is. */
  changedAt: Instant,
  missingSince: Instant.nullable(),
});
export type Voice = z.output<typeof Voice>;

const LosingVoice = Voice.extend({ because: z.enum(LOSING_REASONS), sentence: z.string() });

const OverrideInForce = z.object({
  id: z.uuid(),
  value: z.string().nullable(),
  reason: z.string(),
  owner: Named.nullable(),
  createdAt: Instant,
  expiresAt: Instant.nullable(),
});

export const ExplainedField = z.object({
  /** `employeeStatus`, a profile field, or `custom.<key>`. */
  field: z.string(),
  label: z.string(),
  value: z.string().nullable(),
  /** What the User has at present; differs from `value` for another date, a "what if", and what the next sync will change. */
  storedValue: z.string().nullable(),
  rule: z.enum(DECIDING_RULES),
  sentence: z.string(),
  winner: Voice.nullable(),
  override: OverrideInForce.nullable(),
  /** In the order in which they are asked. */
  losers: z.array(LosingVoice),
  /** The last applied change of this field up to that moment. */
  lastChange: z
    .object({
      at: Instant,
      before: z.string().nullable(),
      after: z.string().nullable(),
      reason: z.string(),
      syncRunId: z.uuid().nullable(),
      actor: Named.nullable(),
    })
    .nullable(),
});
export type ExplainedField = z.output<typeof ExplainedField>;

export const Explanation = z.object({
  user: Named,
  /** The moment that it speaks of. */
  at: Instant,
  /** From when on this User can be explained. */
  evidenceSince: Instant,
  /** The version of the Source of Truth that Users followed then; null before the first. */
  policyVersion: z.number().int().nullable(),
  without: SourceRef.nullable(),
  /** No present account in any source that counts. */
  isSourceless: z.boolean(),
  /** The Employee Status first, then the fields. */
  fields: z.array(ExplainedField),
});
export type Explanation = z.output<typeof Explanation>;

export const explainUserContract = oc
  .route({ method: "GET", path: "/users/{id}/explain", tags: ["Users"], summary: "Why every value is what it is; also as of a date, or without a source" })
  .input(
    z.object({
      id: z.uuid(),
      /** As of this moment; now by default. */
      at: Instant.optional(),
      /** What the values would be without this integration. */
      without: z.uuid().optional(),
      /** Only this field. */
      field: z.string().min(1).max(100).optional(),
    }),
  )
  .output(Explanation);
