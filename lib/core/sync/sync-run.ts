import { z } from "zod";

/** The states of a sync run, as the API names them. The last four are final. */
export const SYNC_RUN_STATES = ["queued", "running", "held", "succeeded", "failed", "cancelled", "discarded"] as const;
export type SyncRunState = (typeof SYNC_RUN_STATES)[number];

/** The stages a run passes, in order. */
export const SYNC_RUN_STAGES = ["read", "match", "resolve", "limits", "apply", "done"] as const;
export type SyncRunStage = (typeof SYNC_RUN_STAGES)[number];

export const SYNC_RUN_SCOPES = ["INTEGRATION", "SOURCE_OF_TRUTH"] as const;
export type SyncRunScope = (typeof SYNC_RUN_SCOPES)[number];

export const SYNC_RUN_TRIGGERS = ["connect", "person", "schedule", "upload", "push", "source-of-truth", "undo"] as const;
export type SyncRunTrigger = (typeof SYNC_RUN_TRIGGERS)[number];

export type WalkState = "queued" | "reading" | "read" | "failed" | "cancelled";

/** Why a run did not end well, in words for the Admin. */
export const SyncRunError = z.object({
  kind: z.string(),
  message: z.string(),
  action: z.string().nullable(),
  /** The integration it came from, by name. */
  source: z.string().nullable(),
});
export type SyncRunError = z.output<typeof SyncRunError>;

/** A limit that the change set exceeds. */
export const LimitExceeded = z.object({
  limit: z.string(),
  allowed: z.number().int().min(0),
  found: z.number().int().min(0),
  message: z.string(),
});
export type LimitExceeded = z.output<typeof LimitExceeded>;
