import { oc } from "@orpc/contract";
import { z } from "zod";
import { ACCOUNT_KINDS, ACCOUNT_STATUSES } from "@/lib/core/accounts";
import { Instant, page, PageQuery } from "./common";
import { SyncRun } from "./sync-runs";

export const Connector = z.object({
  id: z.string(),
  name: z.string(),
  category: z.enum(["identity-provider", "hr", "directory", "app", "file"]),
  summary: z.string(),
  reads: z.enum(["http", "socket", "file", "push"]),
  setupSteps: z.array(z.string()),
  provides: z.array(z.string()),
  statusMap: z.array(z.object({ raw: z.string(), status: z.enum(ACCOUNT_STATUSES), note: z.string().optional() })),
  /** JSON Schemas of the form. */
  config: z.record(z.string(), z.unknown()),
  secrets: z.record(z.string(), z.unknown()),
});
export type Connector = z.output<typeof Connector>;

export const connectorsContract = {
  list: oc.route({ method: "GET", path: "/connectors", tags: ["Integrations"], summary: "What can be connected" }).output(page(Connector)),
};

export const Integration = z.object({
  id: z.uuid(),
  connector: z.string(),
  connectorName: z.string(),
  category: z.string(),
  reads: z.enum(["http", "socket", "file", "push"]),
  name: z.string(),
  state: z.enum(["connected", "broken", "disconnected"]),
  /** Plain words for the card: what is the matter and what to do next. */
  health: z.object({ level: z.enum(["green", "amber", "red"]), message: z.string(), action: z.string().nullable() }),
  config: z.record(z.string(), z.unknown()),
  /** What is set, never the value. */
  secrets: z.record(z.string(), z.object({ set: z.boolean(), lastFour: z.string(), updatedAt: Instant })),
  accounts: z.number().int(),
  /** Accounts of people, in other words without service accounts and without missing ones. */
  people: z.number().int(),
  lastSyncAt: Instant.nullable(),
  /** When a complete sync last read it to its end. */
  lastCompleteAt: Instant.nullable(),
  nextSyncAt: Instant.nullable(),
  /** When its credentials end by themselves, where the source says so. */
  credentialsExpireAt: Instant.nullable(),
  /** Records of the last complete sync and of the one before it. */
  lastCount: z.number().int().nullable(),
  countBefore: z.number().int().nullable(),
  /** Fields that most records had and none has any more, or the other way round. */
  fieldDrift: z.object({ gone: z.array(z.string()), added: z.array(z.string()), at: z.string() }).nullable(),
  schedule: z.object({
    completeEveryMinutes: z.number().int(),
    /** Null where only complete syncs are scheduled. */
    incrementalEveryMinutes: z.number().int().nullable(),
    nextIncrementalAt: Instant.nullable(),
    /** Whether an incremental sync reads changes only; else it reads the whole list, and removes nobody. */
    readsChangesOnly: z.boolean(),
  }),
  /** After an undo: it is read on, and what would change waits for a person until the hold is released. */
  hold: z.object({ since: Instant, reason: z.string() }).nullable(),
  lastError: z.object({ kind: z.string(), message: z.string(), at: Instant }).nullable(),
  file: z.object({ name: z.string(), mode: z.enum(["snapshot", "additions"]), uploadedAt: Instant }).nullable(),
  /** Place in User Sources, from 1; null where it is none. */
  userSourceRank: z.number().int().nullable(),
  activeSyncRunId: z.uuid().nullable(),
  createdAt: Instant,
});
export type Integration = z.output<typeof Integration>;

/** Of a connection whose system sends us its people: what to enter there. The token is shown this once. */
const ScimAccess = z.object({ baseUrl: z.url(), token: z.string() });
const CreatedIntegration = Integration.extend({ scim: ScimAccess.optional() });

export const ScimToken = z.object({ id: z.uuid(), lastFour: z.string(), createdAt: Instant, lastUsedAt: Instant.nullable() });
export type ScimToken = z.output<typeof ScimToken>;

const Settings = z.record(z.string().max(100), z.unknown());
const Secrets = z.record(z.string().max(100), z.string().max(20_000));
const Id = z.object({ id: z.uuid() });

const Schedule = z.object({
  completeEveryMinutes: z.number().int().min(5).max(10_080),
  incrementalEveryMinutes: z.number().int().min(1).max(1_440).nullable().default(null),
});

/** `test` checks without saving; the answer says what was seen. */
export const CheckResult = z.object({
  summary: z.string(),
  total: z.number().int().nullable(),
  /** Of those that were seen; a sample unless it adds up to `total`. */
  byStatus: z.partialRecord(z.enum(ACCOUNT_STATUSES), z.number().int()),
  credentialsExpireAt: Instant.nullable(),
  /** What works less well than it could, with what to grant. */
  warnings: z.array(z.string()),
});

/** `preview` reads the first page without saving; records that could not be read come first. */
export const AccountsPreview = z.object({
  records: z.array(
    z.object({
      raw: z.string(),
      account: z
        .object({
          externalId: z.string(),
          kind: z.enum(ACCOUNT_KINDS),
          status: z.enum(ACCOUNT_STATUSES),
          rawStatus: z.string(),
          profile: z.record(z.string(), z.string()),
          aliases: z.array(z.string()),
        })
        .nullable(),
      problem: z.string().nullable(),
    }),
  ),
  read: z.number().int(),
  keptAside: z.number().int(),
  total: z.number().int().nullable(),
  hasMore: z.boolean(),
  incompleteBecause: z.string().nullable(),
});
export type AccountsPreview = z.output<typeof AccountsPreview>;

const Upload = Id.extend({
  /** The file itself (multipart) or its text (JSON). */
  file: z.union([z.file(), z.string()]),
  fileName: z.string().max(255).optional(),
  /** Column header → field; suggested from the headers where absent. JSON text in a multipart form. */
  mapping: z.union([z.record(z.string(), z.string()), z.string()]).optional(),
  mode: z.enum(["snapshot", "additions"]).default("additions"),
});

export const UploadPreview = z.object({
  /** What the file is written in: utf-8, or what it was converted from. */
  encoding: z.string(),
  headers: z.array(z.string()),
  mapping: z.record(z.string(), z.string()),
  fields: z.array(z.object({ field: z.string(), label: z.string() })),
  rows: z.number().int(),
  people: z.number().int(),
  sample: z.array(z.record(z.string(), z.string())),
  errors: z.array(z.object({ line: z.number().int(), message: z.string() })),
  warnings: z.array(z.object({ line: z.number().int(), message: z.string() })),
  /** Who would be missing, were this file a full list. */
  missing: z.object({ count: z.number().int(), sample: z.array(z.string()) }),
});
export type UploadPreview = z.output<typeof UploadPreview>;

/** One word with which a source says how somebody is. */
export const StatusWord = z.object({
  raw: z.string(),
  /** Present accounts of people with this word. */
  count: z.number().int(),
  /** What it means by the newest saved version. */
  status: z.enum(ACCOUNT_STATUSES),
  /** What the connector takes it for; null where it does not know the word. */
  connectorStatus: z.enum(ACCOUNT_STATUSES).nullable(),
  /** False where neither the connector nor the saved map knows it: nobody becomes active by it. */
  isKnown: z.boolean(),
});
export type StatusWord = z.output<typeof StatusWord>;

const tags = ["Integrations"];
export const integrationsContract = {
  list: oc
    .route({ method: "GET", path: "/integrations", tags, summary: "Connections of this Organization" })
    .input(PageQuery)
    .output(page(Integration)),
  create: oc
    .route({ method: "POST", path: "/integrations", successStatus: 201, tags, summary: "Connect, after a live check" })
    .input(z.object({ connector: z.string(), name: z.string().trim().min(1).max(100), config: Settings.default({}), secrets: Secrets.default({}) }))
    .output(CreatedIntegration),
  test: oc
    .route({ method: "POST", path: "/integrations/test", tags, summary: "Check settings against the provider without saving" })
    .input(z.object({ connector: z.string(), config: Settings.default({}), secrets: Secrets.default({}), integrationId: z.uuid().optional() }))
    .output(CheckResult),
  preview: oc
    .route({ method: "POST", path: "/integrations/preview", tags, summary: "Read the first page without saving, and show how its records are understood" })
    .input(z.object({ connector: z.string(), config: Settings.default({}), secrets: Secrets.default({}), integrationId: z.uuid().optional() }))
    .output(AccountsPreview),
  get: oc.route({ method: "GET", path: "/integrations/{id}", tags, summary: "One connection" }).input(Id).output(Integration),
  update: oc
    .route({ method: "PATCH", path: "/integrations/{id}", tags, summary: "Rename, plan its syncs, or change settings after a live check" })
    .input(Id.extend({ name: z.string().trim().min(1).max(100).optional(), config: Settings.optional(), secrets: Secrets.optional(), schedule: Schedule.optional() }))
    .output(Integration),
  disconnect: oc
    .route({ method: "DELETE", path: "/integrations/{id}", tags, summary: "Disconnect: keeps the record, drops the credentials" })
    .input(Id)
    .output(Integration),
  reconnect: oc
    .route({ method: "POST", path: "/integrations/{id}/reconnect", tags, summary: "Give new credentials, after a live check" })
    .input(Id.extend({ config: Settings.optional(), secrets: Secrets.default({}) }))
    .output(Integration),
  statusWords: oc
    .route({ method: "GET", path: "/integrations/{id}/status-words", tags, summary: "Every status word of this source, with its meaning" })
    .input(Id)
    .output(z.object({ items: z.array(StatusWord) })),
  previewUpload: oc
    .route({ method: "POST", path: "/integrations/{id}/upload/preview", tags, summary: "Read a file and show what it would import" })
    .input(Upload)
    .output(UploadPreview),
  upload: oc
    .route({ method: "POST", path: "/integrations/{id}/upload", successStatus: 202, tags, summary: "Finish an import: keep the file and sync it" })
    .input(Upload)
    .output(SyncRun),
  sync: oc
    .route({ method: "POST", path: "/integrations/{id}/sync", successStatus: 202, tags, summary: "Sync the people of this integration" })
    .input(Id.extend({ mode: z.enum(["complete", "incremental"]).default("complete") }))
    .output(SyncRun),
  listScimTokens: oc
    .route({ method: "GET", path: "/integrations/{id}/scim-tokens", tags, summary: "Tokens with which another system sends us its people" })
    .input(Id)
    .output(z.object({ baseUrl: z.url(), items: z.array(ScimToken) })),
  rotateScimToken: oc
    .route({ method: "POST", path: "/integrations/{id}/scim-tokens", successStatus: 201, tags, summary: "Make a second token beside the one in use" })
    .input(Id)
    .output(ScimToken.extend(ScimAccess.shape)),
  revokeScimToken: oc
    .route({ method: "DELETE", path: "/integrations/{id}/scim-tokens/{tokenId}", tags, summary: "Stop a token at once" })
    .input(Id.extend({ tokenId: z.uuid() }))
    .output(z.object({ id: z.uuid() })),
  release: oc
    .route({ method: "POST", path: "/integrations/{id}/release", tags, summary: "Let its changes be applied again after an undo" })
    .input(Id)
    .output(Integration),
};
