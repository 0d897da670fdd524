import { oc } from "@orpc/contract";
import { z } from "zod";
import { SourceFilter, SourceOfTruthPolicy, UserSourceSettings } from "@/lib/core/source-of-truth";
import { PolicyDifference } from "@/lib/core/source-of-truth-diff";
import { PolicyEdit } from "@/lib/core/source-of-truth-edit";
import { LimitExceeded } from "@/lib/core/sync/sync-run";
import { Instant, Named, page, PageQuery, SourceRef } from "./common";
import { SyncRun } from "./sync-runs";

export const UserSource = UserSourceSettings.extend({
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

export const SourceOfTruth = SourceOfTruthPolicy.extend({
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

/** After a save; with a preview's token the previewed changes are applied by this run. */
export const SavedSourceOfTruth = SourceOfTruth.extend({ appliedRunId: z.uuid().nullable() });
export type SavedSourceOfTruth = z.output<typeof SavedSourceOfTruth>;

const version = z.number().int();
const Draft = PolicyEdit.extend({ version });

const Count = z.number().int().min(0);
const PreviewCounts = z.object({
  usersCreated: Count,
  usersChanged: Count,
  statusChanged: Count,
  accessLost: Count,
  accessGained: Count,
  linked: Count,
  reviews: Count,
});

export const PreviewChange = z.object({
  /** The id is null for somebody who would be created. */
  user: z.object({ id: z.uuid().nullable(), name: z.string() }),
  kind: z.enum(["CREATE", "LINK", "FIELD", "STATUS"]),
  field: z.string().nullable(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  /** Whether the person would lose or gain sign-in by it. */
  access: z.enum(["LOST", "GAINED"]).nullable(),
  source: SourceRef.nullable(),
});
export type PreviewChange = z.output<typeof PreviewChange>;

export const PolicyPreview = z.object({
  /** Saves exactly this: give it to PUT source-of-truth as `previewToken`. */
  token: z.uuid(),
  baseVersion: version,
  expiresAt: Instant,
  /** How many Users would differ in any field or status, or be created. */
  usersChanged: Count,
  counts: PreviewCounts,
  /** Field → how many Users it would change for. */
  byField: z.record(z.string(), Count),
  /** Integration → how many changes come from it. */
  bySource: z.record(z.string(), Count),
  /** Who would lose sign-in, Admins first; at most 200. */
  lockedOut: z.array(z.object({ id: z.uuid(), name: z.string(), isAdmin: z.boolean(), isYou: z.boolean() })),
  regained: Count,
  /** Limits that a sync would be held for; saved with the token, it is applied without asking but for the last Admin. */
  exceeded: z.array(LimitExceeded),
  /** The first 20, those that take access away before all others. */
  changes: z.array(PreviewChange),
});
export type PolicyPreview = z.output<typeof PolicyPreview>;

const SourceOfTruthVersionRow = z.object({
  version,
  savedAt: Instant,
  savedBy: Named.nullable(),
  appliedAt: Instant.nullable(),
  userSources: z.array(z.object({ integrationId: z.uuid(), name: z.string() })),
});

const SourceOfTruthVersion = SourceOfTruthVersionRow.omit({ userSources: true }).extend({
  policy: SourceOfTruthPolicy,
  /** Integration → its name, of every one that the policy names. */
  names: z.record(z.string(), z.string()),
});

export const PolicyDiff = z.object({ from: version, to: version, differences: z.array(PolicyDifference) });
export type PolicyDiff = z.output<typeof PolicyDiff>;

/** A file that was read and not saved: preview and save its `policy` like any other. */
const PolicyFile = z.object({ policy: SourceOfTruthPolicy, baseVersion: version, differences: z.array(PolicyDifference) });

const FilterCount = z.object({
  included: Count,
  excluded: Count,
  /** The first few on either side, by name. */
  sample: z.object({ included: z.array(z.string()), excluded: z.array(z.string()) }),
});

const FormerSource = SourceRef.extend({
  removedAt: Instant,
  /** The last version that listed it, with what that decided. */
  version,
  savedAt: Instant,
  policy: SourceOfTruthPolicy,
});
export type FormerSource = z.output<typeof FormerSource>;

const RemovalCount = z.object({
  /** Users who are present in the source now. */
  people: Count,
  /** Of them, those whom a source that remains has too. */
  elsewhere: Count,
  /** Of them, those whom no source that remains has: they keep their last values. */
  nowhere: Count,
});

const Token = z.object({ token: z.uuid() });
const ChangeFilter = Token.extend({
  kind: z.enum(["CREATE", "LINK", "FIELD", "STATUS"]).optional(),
  /** `employeeStatus` for a status. */
  field: z.string().min(1).max(100).optional(),
  access: z.enum(["LOST", "GAINED"]).optional(),
  integrationId: z.uuid().optional(),
});
const N = z.object({ n: z.coerce.number().int().min(1).max(2_147_483_647) });
const Yaml = z.string().max(500_000);
const path = "/source-of-truth";
const tags = ["Source of Truth"];
export const sourceOfTruthContract = {
  get: oc.route({ method: "GET", path, tags, summary: "The newest version with its whole policy" }).output(SourceOfTruth),
  save: oc
    .route({ method: "PUT", path, tags, summary: "Save a new version; what is left out stays; 409 when somebody saved since `version`" })
    .input(Draft.extend({ previewToken: z.uuid().optional() }))
    .output(SavedSourceOfTruth),
  sync: oc.route({ method: "POST", path: `${path}/sync`, successStatus: 202, tags, summary: "Sync All Changes" }).output(SyncRun),
  preview: oc
    .route({ method: "POST", path: `${path}/preview`, tags, summary: "What saving this would do to everybody, from stored accounts" })
    .input(Draft)
    .output(PolicyPreview),
  previewChanges: oc
    .route({ method: "GET", path: `${path}/previews/{token}/changes`, tags, summary: "Every change of a preview, those that take access first" })
    .input(ChangeFilter.extend(PageQuery.shape))
    .output(page(PreviewChange)),
  previewCsv: oc
    .route({ method: "GET", path: `${path}/previews/{token}/csv`, tags, summary: "Every change of a preview as a CSV file" })
    .input(ChangeFilter)
    .output(z.file()),
  versions: oc
    .route({ method: "GET", path: `${path}/versions`, tags, summary: "Who saved what, newest first" })
    .input(PageQuery)
    .output(page(SourceOfTruthVersionRow)),
  version: oc.route({ method: "GET", path: `${path}/versions/{n}`, tags, summary: "One version with its policy" }).input(N).output(SourceOfTruthVersion),
  diff: oc
    .route({ method: "GET", path: `${path}/versions/{n}/diff`, tags, summary: "How version n differs from `with`, or from the one before it" })
    .input(N.extend({ with: z.coerce.number().int().min(0).max(2_147_483_647).optional() }))
    .output(PolicyDiff),
  restore: oc
    .route({ method: "POST", path: `${path}/versions/{n}/restore`, tags, summary: "Save version n again as the newest; 409 when somebody saved since `version`" })
    .input(N.extend({ version, previewToken: z.uuid().optional() }))
    .output(SavedSourceOfTruth),
  exportFile: oc
    .route({ method: "GET", path: `${path}/export`, tags, summary: "The newest version as a YAML file" })
    .output(z.file()),
  importFile: oc
    .route({ method: "PUT", path: `${path}/export`, tags, summary: "Save such a file as a new version; integrations by id, else by name" })
    .input(z.object({ version, yaml: Yaml }))
    .output(SavedSourceOfTruth),
  readFile: oc
    .route({ method: "POST", path: `${path}/export/read`, tags, summary: "Read such a file without saving: its policy, and what it changes" })
    .input(z.object({ yaml: Yaml }))
    .output(PolicyFile),
  filterCount: oc
    .route({ method: "POST", path: `${path}/filter-count`, tags, summary: "How many people of a source a filter lets in" })
    .input(z.object({ integrationId: z.uuid(), filter: SourceFilter.nullable() }))
    .output(FilterCount),
  formerSources: oc
    .route({ method: "GET", path: `${path}/former-sources`, tags, summary: "Sources removed within 30 days, with the settings they had" })
    .output(z.object({ items: z.array(FormerSource) })),
  countRemoval: oc
    .route({ method: "POST", path: `${path}/removal-count`, tags, summary: "What becomes of a source's people if only `remaining` stay listed" })
    .input(z.object({ integrationId: z.uuid(), remaining: z.array(z.uuid()).max(100) }))
    .output(RemovalCount),
};
