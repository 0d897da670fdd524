import { oc } from "@orpc/contract";
import { z } from "zod";
import { Instant, Named, page, PageQuery } from "./common";
import { SyncRun } from "./sync-runs";

export const UserSource = z.object({
  integrationId: z.uuid(),
  rank: z.number().int(),
  name: z.string(),
  connector: z.string(),
  connectorName: z.string(),
  state: z.enum(["connected", "broken", "disconnected"]),
  people: z.number().int(),
  lastSyncAt: Instant.nullable(),
  message: z.string().nullable(),
});
export type UserSource = z.output<typeof UserSource>;

export const SourceOfTruth = z.object({
  version: z.number().int(),
  userSources: z.array(UserSource),
  savedAt: Instant,
  savedBy: Named.nullable(),
  /** The version that Users follow at present; null before the first sync. */
  appliedVersion: z.number().int().nullable(),
  /** True while saved settings wait for "Sync All Changes". */
  needsSync: z.boolean(),
  /** Users with no present account in any current source. */
  sourcelessUsers: z.number().int(),
  activeSyncRunId: z.uuid().nullable(),
});
export type SourceOfTruth = z.output<typeof SourceOfTruth>;

const SourceOfTruthVersionRow = z.object({
  version: z.number().int(),
  savedAt: Instant,
  savedBy: Named.nullable(),
  appliedAt: Instant.nullable(),
  userSources: z.array(z.object({ integrationId: z.uuid(), name: z.string() })),
});

const tags = ["Source of Truth"];
export const sourceOfTruthContract = {
  get: oc.route({ method: "GET", path: "/source-of-truth", tags, summary: "The current version" }).output(SourceOfTruth),
  save: oc
    .route({ method: "PUT", path: "/source-of-truth", tags, summary: "Save a new version; 409 when somebody saved since `version`" })
    .input(z.object({ version: z.number().int(), userSources: z.array(z.object({ integrationId: z.uuid() })).max(100) }))
    .output(SourceOfTruth),
  sync: oc
    .route({ method: "POST", path: "/source-of-truth/sync", successStatus: 202, tags, summary: "Sync All Changes" })
    .output(SyncRun),
  versions: oc
    .route({ method: "GET", path: "/source-of-truth/versions", tags, summary: "Who saved what, newest first" })
    .input(PageQuery)
    .output(page(SourceOfTruthVersionRow)),
};
