import { oc } from "@orpc/contract";
import { z } from "zod";
import { CHANGE_KINDS } from "@/lib/core/sync/change-set";
import { SYNC_RUN_STAGES, SYNC_RUN_STATES } from "@/lib/core/sync/sync-run";
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
  trigger: z.enum(["connect", "person", "schedule", "upload", "source-of-truth"]),
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
  policyVersion: z.number().int().nullable(),
  createdAt: Instant,
  startedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
});
export type SyncRun = z.output<typeof SyncRun>;

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
});
export type Change = z.output<typeof Change>;

const Quarantined = z.object({
  id: z.uuid(),
  source: SourceRef,
  externalId: z.string().nullable(),
  reason: z.string(),
  raw: z.unknown(),
});

const Id = z.object({ id: z.uuid() });
const tags = ["Sync runs"];
export const syncRunsContract = {
  list: oc
    .route({ method: "GET", path: "/sync-runs", tags, summary: "Newest first" })
    .input(PageQuery.extend({ integrationId: z.uuid().optional(), state: z.enum(SYNC_RUN_STATES).optional() }))
    .output(page(SyncRun)),
  get: oc.route({ method: "GET", path: "/sync-runs/{id}", tags, summary: "One run with its progress" }).input(Id).output(SyncRun),
  changes: oc
    .route({ method: "GET", path: "/sync-runs/{id}/changes", tags, summary: "What it changed, or would change" })
    .input(Id.extend(PageQuery.shape).extend({ kind: z.enum(CHANGE_KINDS).optional(), access: z.enum(["LOST", "GAINED"]).optional() }))
    .output(page(Change)),
  quarantined: oc
    .route({ method: "GET", path: "/sync-runs/{id}/quarantined", tags, summary: "Records kept aside, with the reason" })
    .input(Id.extend(PageQuery.shape))
    .output(page(Quarantined)),
  approve: oc
    .route({ method: "POST", path: "/sync-runs/{id}/approve", successStatus: 202, tags, summary: "Apply the very list that was shown" })
    .input(Id.extend({ digest: z.string() }))
    .output(SyncRun),
  discard: oc.route({ method: "POST", path: "/sync-runs/{id}/discard", tags, summary: "Discard a held run" }).input(Id).output(SyncRun),
  cancel: oc.route({ method: "POST", path: "/sync-runs/{id}/cancel", tags, summary: "Stop a run before it applies" }).input(Id).output(SyncRun),
};
