/** The states of a sync run, as the API names them. The last four are final. */
export const SYNC_RUN_STATES = ["queued", "running", "held", "succeeded", "failed", "cancelled", "discarded"] as const;
export type SyncRunState = (typeof SYNC_RUN_STATES)[number];

/** The stages a run passes, in order. */
export const SYNC_RUN_STAGES = ["read", "match", "resolve", "limits", "apply", "done"] as const;
export type SyncRunStage = (typeof SYNC_RUN_STAGES)[number];
