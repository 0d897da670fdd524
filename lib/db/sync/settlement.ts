import type { SyncRunId } from "@/lib/core/ids";
import type { OrganizationScope } from "@/lib/db/in-organization";

/** What every statement of one settlement shares. Its temporary tables end with the transaction. */
export interface Settlement {
  readonly scope: OrganizationScope;
  readonly syncRunId: SyncRunId;
  /** Every User is looked at, not only those whom this run's Integrations know. */
  readonly isWholePopulation: boolean;
  /** Integrations of the run. */
  readonly integrationIds: readonly string[];
  /** Walks whose pages are staged. */
  readonly walkIds: readonly string[];
  /** Only these Accounts were read; the others of the Integration were not looked at. */
  readonly isIncremental: boolean;
  /** The User Sources of the policy in force, the first listed first. */
  readonly sourceIds: readonly string[];
  /** This policy was never applied before: a change may be its doing and nobody's at the source. */
  readonly isNewPolicy: boolean;
}
