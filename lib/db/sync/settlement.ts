import type { SyncRunId } from "@/lib/core/ids";
import type { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import type { OrganizationScope } from "@/lib/db/in-organization";

/** Whose values are looked at: everybody's, those of whom Integrations know (or were just read by walks), or named Users'. */
export type Touched =
  | { readonly kind: "everybody" }
  | { readonly kind: "integrations"; readonly integrationIds: readonly string[] }
  | { readonly kind: "walks"; readonly walkIds: readonly string[] }
  | { readonly kind: "users"; readonly userIds: readonly string[] };

/** What every statement of one settlement shares. Its temporary tables end with the transaction. */
export interface Settlement {
  readonly scope: OrganizationScope;
  /** Null where no run stands behind it: a preview, or a person's decision. */
  readonly syncRunId: SyncRunId | null;
  readonly touched: Touched;
  readonly policy: SourceOfTruthPolicy;
  /** This policy was never applied before: a change may be its doing and nobody's at the source. */
  readonly isNewPolicy: boolean;
  /** On hold after an undo, and no part of this run: what they decide stays as it is, and none of their Accounts finds an owner. */
  readonly frozenIntegrationIds: readonly string[];
  /** The person behind a change that no run makes. */
  readonly actorUserId: string | null;
  /** In place of what the statements would say: DATE, OVERRIDE, DECISION and the like. */
  readonly reason: string | null;
}
