import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { IntegrationId, UserId } from "@/lib/core/ids";
import type { DecidingRule, LosingReason } from "@/lib/core/users/explanation";
import { useCase } from "@/lib/use-cases/use-case";

interface Named {
  readonly id: string;
  readonly name: string;
}

export interface VoiceView {
  readonly accountId: string;
  readonly source: { readonly integrationId: string; readonly name: string; readonly connector: string; readonly rank: number | null };
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
  readonly override: {
    readonly id: string;
    readonly value: string | null;
    readonly reason: string;
    readonly owner: Named | null;
    readonly createdAt: Date;
    readonly expiresAt: Date | null;
  } | null;
  readonly losers: (VoiceView & { readonly because: LosingReason; readonly sentence: string })[];
  readonly lastChange: {
    readonly at: Date;
    readonly before: string | null;
    readonly after: string | null;
    readonly reason: string;
    readonly syncRunId: string | null;
    readonly actor: Named | null;
  } | null;
}

export interface ExplanationView {
  readonly user: Named;
  readonly at: Date;
  readonly evidenceSince: Date;
  readonly policyVersion: number | null;
  readonly without: { readonly integrationId: string; readonly name: string; readonly connector: string } | null;
  readonly isSourceless: boolean;
  readonly fields: ExplainedFieldView[];
}

/** Why every value of a User is what it is, with those that lost; throws `not_found`. */
export const explainUser = useCase({
  permission: "user:read",
  input: z.object({ id: UserId, at: z.coerce.date().optional(), without: IntegrationId.optional(), field: z.string().max(100).optional() }),
  run: (): Promise<ExplanationView> => Promise.reject(new AppError("unavailable", "Explanations are not there yet.")),
});
