import { oc } from "@orpc/contract";
import { z } from "zod";
import { CHANGE_KINDS } from "@/lib/core/sync/change-set";
import { SYNC_RUN_STAGES, SYNC_RUN_STATES, SYNC_RUN_TRIGGERS } from "@/lib/core/sync/sync-run";
import { UNDO_CONFLICTS } from "@/lib/core/sync/undo";
import { Instant, Named, page, PageQuery, SourceRef } from "./common";

const Count = z.number().int().min(0);

export const SyncRunCounts = z.object({
  accountsRead: Count,
  accountsChanged: Count,
  quarantined: Count,
  missing: Count,
  usersCreated: Count,
  usersChanged: Count,
  statusChanged: Count,
  accessLost: Count,
  accessGained: Count,
  linked: Count,
  reviews: Count,
});

const SourceProgress = SourceRef.extend({
  state: z.enum(["queued", "reading", "read", "failed", "cancelled"]),
  pages: Count,
  accounts: Count,
  quarantined: Count,
  total: Count.nullable(),
  accountsPerSecond: z.number().nullable(),
  /** What is happening, in words, such as "Waiting for Okta's rate limit, 40 s". */
  message: z.string(),
  isComplete: z.boolean().nullable(),
  incompleteBecause: z.string().nullable(),
  error: z.object({ kind: z.string(), message: z.string() }).nullable(),
});

export const SyncRun = z.object({
  id: z.uuid(),
  scope: z.enum(["integration", "source_of_truth"]),
  trigger: z.enum(SYNC_RUN_TRIGGERS),
  startedBy: Named.nullable(),
  mode: z.enum(["complete", "incremental"]),
  state: z.enum(SYNC_RUN_STATES),
  counts: SyncRunCounts,
  progress: z.object({ stage: z.enum(SYNC_RUN_STAGES), sources: z.array(SourceProgress) }),
  error: z
    .object({ kind: z.string(), message: z.string(), action: z.string().nullable(), source: z.string().nullable() })
    .nullable(),
  heldBecause: z.array(z.object({ limit: z.string(), allowed: Count, found: Count, message: z.string() })),
  digest: z.string().nullable(),
  /** When a held run is discarded by itself. */
  expiresAt: Instant.nullable(),
  /** The run that this one undoes. */
  undoesId: z.uuid().nullable(),
  /** The newest run that undid this one, whole or in part. */
  undoneById: z.uuid().nullable(),
  policyVersion: z.number().int().nullable(),
  createdAt: Instant,
  startedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
});
export type SyncRun = z.output<typeof SyncRun>;

export const SyncRunDetail = SyncRun.extend({
  /** It has ended, however it did, and has changed somebody in a way that is not undone. */
  isUndoable: z.boolean(),
});
export type SyncRunDetail = z.output<typeof SyncRunDetail>;

export const Change = z.object({
  id: z.uuid(),
  kind: z.enum(CHANGE_KINDS),
  field: z.string().nullable(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  /** Whether the person loses or gains sign-in by it. */
  access: z.enum(["LOST", "GAINED"]).nullable(),
  reason: z.string(),
  user: Named,
  source: SourceRef.nullable(),
  syncRunId: z.uuid().nullable(),
  actor: Named.nullable(),
  appliedAt: Instant.nullable(),
  /** Since when it is undone. */
  undoneAt: Instant.nullable(),
});
export type Change = z.output<typeof Change>;

const Quarantined = z.object({
  id: z.uuid(),
  source: SourceRef,
  externalId: z.string().nullable(),
  reason: z.string(),
  raw: z.unknown(),
});

/** People whose every change fits; what a User gains or loses goes together. */
const Part = z.object({
  /** Only Users with changes of these kinds and no others. */
  kinds: z.array(z.enum(CHANGE_KINDS)).min(1).optional(),
  /** Only Users who lose sign-in, gain it, or keep it as it is. */
  access: z.array(z.enum(["LOST", "GAINED", "NONE"])).min(1).optional(),
  /** Only Users whose changes come from these integrations and no others. */
  integrationIds: z.array(z.uuid()).min(1).optional(),
  userIds: z.array(z.uuid()).min(1).max(10_000).optional(),
});

const PartCounts = z.object({
  people: Count,
  accessLost: Count,
  accessGained: Count,
  /** Kind → how many of these people have a change of it. */
  byKind: z.partialRecord(z.enum(CHANGE_KINDS), Count),
});
export type PartCounts = z.output<typeof PartCounts>;

/** What of a run is undone; left out, all of it. */
const UndoPart = z.object({
  kinds: z.array(z.enum(CHANGE_KINDS)).min(1).optional(),
  userIds: z.array(z.uuid()).min(1).max(10_000).optional(),
});

const UndoChange = z.object({
  kind: z.enum(CHANGE_KINDS),
  user: Named,
  field: z.string().nullable(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  access: z.enum(["LOST", "GAINED"]).nullable(),
});

export const UndoPreview = z.object({
  /** How many Users would differ, and how. */
  counts: z.object({ usersChanged: Count, fields: Count, statuses: Count, unlinked: Count, linked: Count, retired: Count, accessLost: Count, accessGained: Count, conflicts: Count }),
  /** What would go back, those that take access first; at most 200. `before` is what is, `after` what would be. */
  changes: z.array(UndoChange),
  /** What would be left as it is, and why; at most 200. */
  conflicts: z.array(
    z.object({
      kind: z.enum(CHANGE_KINDS),
      user: Named,
      field: z.string().nullable(),
      /** The run's value; `current` is what is there now. */
      after: z.string().nullable(),
      current: z.string().nullable(),
      because: z.enum(UNDO_CONFLICTS),
      message: z.string(),
    }),
  ),
  /** People who would lose sign-in, Admins first; at most 200. */
  lockedOut: z.array(Named.extend({ isAdmin: z.boolean() })),
  /** Sources whose changes would wait for a person until they are released. */
  holds: z.array(SourceRef),
  /** The version of the Source of Truth that people would follow again; null where it stays. */
  restoresVersion: z.number().int().nullable(),
});
export type UndoPreview = z.output<typeof UndoPreview>;

const Id = z.object({ id: z.uuid() });
const tags = ["Sync runs"];
export const syncRunsContract = {
  list: oc
    .route({ method: "GET", path: "/sync-runs", tags, summary: "Newest first" })
    .input(PageQuery.extend({ integrationId: z.uuid().optional(), state: z.enum(SYNC_RUN_STATES).optional() }))
    .output(page(SyncRun)),
  get: oc.route({ method: "GET", path: "/sync-runs/{id}", tags, summary: "One run with its progress" }).input(Id).output(SyncRunDetail),
  changes: oc
    .route({ method: "GET", path: "/sync-runs/{id}/changes", tags, summary: "What it changed, or would change" })
    .input(Id.extend(PageQuery.shape).extend({ kind: z.enum(CHANGE_KINDS).optional(), access: z.enum(["LOST", "GAINED"]).optional() }))
    .output(page(Change)),
  quarantined: oc
    .route({ method: "GET", path: "/sync-runs/{id}/quarantined", tags, summary: "Records kept aside, with the reason" })
    .input(Id.extend({ ...PageQuery.shape, integrationId: z.uuid().optional() }))
    .output(page(Quarantined)),
  approve: oc
    .route({ method: "POST", path: "/sync-runs/{id}/approve", successStatus: 202, tags, summary: "Apply the very list that was shown, or a part of it" })
    .input(
      Id.extend({
        digest: z.string(),
        /** The part to apply; left out, all of it. */
        only: Part.optional(),
        /** Discard what was left out; else it stays held as a new list. */
        discardRest: z.boolean().default(false),
      }),
    )
    .output(SyncRun),
  previewPart: oc
    .route({ method: "POST", path: "/sync-runs/{id}/approve/preview", tags, summary: "Whom a part of a held list would take" })
    .input(Id.extend({ only: Part }))
    .output(PartCounts),
  discard: oc.route({ method: "POST", path: "/sync-runs/{id}/discard", tags, summary: "Discard a held run" }).input(Id).output(SyncRun),
  cancel: oc.route({ method: "POST", path: "/sync-runs/{id}/cancel", tags, summary: "Stop a run before it applies" }).input(Id).output(SyncRun),
  previewUndo: oc
    .route({ method: "POST", path: "/sync-runs/{id}/undo/preview", tags, summary: "What an undo would change back, and what it could not" })
    .input(Id.extend(UndoPart.shape))
    .output(UndoPreview),
  undoChanges: oc
    .route({ method: "POST", path: "/sync-runs/{id}/undo/changes", tags, summary: "Every change that an undo would make, those that take access first; 409 when it would be another undo than on the page before" })
    .input(
      Id.extend(UndoPart.shape).extend(PageQuery.shape).extend({
        kind: z.enum(CHANGE_KINDS).optional(),
        /** `employeeStatus` for a status. */
        field: z.string().min(1).max(100).optional(),
        access: z.enum(["LOST", "GAINED"]).optional(),
      }),
    )
    .output(page(UndoChange)),
  undo: oc
    .route({ method: "POST", path: "/sync-runs/{id}/undo", successStatus: 202, tags, summary: "Undo an applied run, or a part of it, by a run of its own" })
    .input(Id.extend(UndoPart.shape))
    .output(SyncRun),
};
