import type { z } from "zod";
import type { AccountStatus, ProfileField, QuarantinedRecord, SourceAccount } from "@/lib/core/accounts";

export type ConnectorCategory = "identity-provider" | "hr" | "directory" | "app" | "file";

/** What the catalogue says of a connector; data only, so that screens and API show it without running it. */
export interface ConnectorManifest {
  /** Stable: scripts and rows refer to it. */
  readonly id: string;
  readonly name: string;
  readonly category: ConnectorCategory;
  /** One sentence for the gallery. */
  readonly summary: string;
  readonly provides: readonly ProfileField[];
  /** Every status word of the provider that is known, with what it means to us and what to tell an Admin. */
  readonly statusMap: readonly StatusRule[];
  /** Whether the end of a walk proves absence; a source without an end marker may never remove anyone. */
  readonly completeness: "PROVEN" | "UNPROVEN";
  /** Whether accounts come over the network or from a file that a person uploads. */
  readonly reads: "http" | "file";
  /** Numbered steps in the other system, shown beside the form. */
  readonly setupSteps: readonly string[];
}

export interface StatusRule {
  readonly raw: string;
  readonly status: AccountStatus;
  readonly note?: string;
}

export interface AccountPage {
  readonly accounts: readonly SourceAccount[];
  /** Records kept aside; they count as present. */
  readonly quarantined: readonly QuarantinedRecord[];
  /** Opaque to the runtime; absent on the last page and only there. An empty page with a cursor is not the end. */
  readonly nextCursor?: string | undefined;
  /** The provider's own count of the whole population, where it gives one. */
  readonly total?: number | undefined;
  /** Set where this page itself shows that the walk cannot prove absence; says why, for an Admin. */
  readonly incompleteBecause?: string | undefined;
}

/** A page of those who changed since a watermark. */
export interface ChangesPage extends AccountPage {
  /**
   * Where the next incremental sync begins, by the source's own clock; the first page's counts. Absent where the source
   * does not say, and then the old one stays.
   */
  readonly watermark?: string | undefined;
}

/** How a source is asked for changes only. What it answers adds and updates, and never proves that somebody left. */
export interface Changes<Config> {
  /** Names the query, so that a watermark of another one is never used. */
  readonly query: string;
  /**
   * Fetches one page of what changed since the watermark, with an overlap for what the source writes late; the same
   * account may come again. Without a watermark: nobody, and where changes begin from now on.
   */
  readonly list: (context: ConnectorContext<Config>, since: string | undefined, cursor?: string) => Promise<ChangesPage>;
}

/** An uploaded file as its integration keeps it. */
export interface UploadedFile {
  readonly name: string;
  readonly text: string;
  /** Column header of the file → profile field, `externalId` or `status`. */
  readonly mapping: Readonly<Record<string, string>>;
  /** `snapshot`: the uploader declared the file a full list, so that who is missing from it has left. */
  readonly mode: "snapshot" | "additions";
}

/** Everything a connector may touch: never the database, the queue, the clock or the environment. */
export interface ConnectorContext<Config> {
  readonly config: Config;
  readonly http: ConnectorHttp;
  /** Present for connectors that read a file, once one was uploaded. */
  readonly file?: UploadedFile | undefined;
}

export interface JsonRequest {
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

export interface JsonResponse<Body> {
  readonly body: Body;
  readonly headers: Headers;
}

/** Authenticated, abortable, limited in time and size, and guarded against private addresses by the runtime. */
export interface ConnectorHttp {
  /**
   * Fetches and parses one JSON body. Throws ConnectorError: 401 AUTH_REJECTED, 403 SCOPE_MISSING,
   * 404 CONFIG_INVALID, 429 RATE_LIMITED, 5xx, time-out, reset or cut body SOURCE_UNAVAILABLE,
   * other bodies UNEXPECTED_RESPONSE. Refuses URLs of another origin than the configured one.
   */
  getJson<Schema extends z.ZodType>(
    url: URL,
    schema: Schema,
    request?: JsonRequest,
  ): Promise<JsonResponse<z.output<Schema>>>;
}

/** What a live check saw, in words an Admin understands. */
export interface CheckResult {
  /** For example "Reached Acme's Okta; it lists people." */
  readonly summary: string;
  readonly total?: number | undefined;
  /** What works less well than it could, with what to grant or change. */
  readonly warnings: readonly string[];
}

export interface Connector<Config extends z.ZodObject = z.ZodObject, Secrets extends z.ZodObject = z.ZodObject> {
  readonly manifest: ConnectorManifest;
  /** Stored in clear and shown in the form; each field has `.meta({ title, description, examples })`. */
  readonly config: Config;
  /** Stored sealed; a saved value never leaves the server again. */
  readonly secrets: Secrets;
  /** The one origin that requests may go to; absent for a connector that reads a file. */
  readonly origin?: (config: z.output<Config>) => URL;
  /** Turns secrets into request headers, which the runtime adds and redacts. */
  readonly authenticate: (secrets: z.output<Secrets>, config: z.output<Config>) => Record<string, string>;
  /** Proves that config and secrets can read accounts; throws a ConnectorError when they cannot. */
  readonly check: (context: ConnectorContext<z.output<Config>>) => Promise<CheckResult>;
  /** Fetches exactly one page. The runtime owns the loop, the retries and the checkpoint. */
  readonly listAccounts: (context: ConnectorContext<z.output<Config>>, cursor?: string) => Promise<AccountPage>;
  /** Absent where the source cannot say what changed: an incremental sync then reads the whole list. */
  readonly changes?: Changes<z.output<Config>>;
  /**
   * One record by its immutable id, or undefined where the source says that there is none. Throws a ConnectorError for
   * everything else: only a plain answer may confirm that somebody left.
   */
  readonly getAccount?: (context: ConnectorContext<z.output<Config>>, externalId: string) => Promise<SourceAccount | undefined>;
}

export const defineConnector = <Config extends z.ZodObject, Secrets extends z.ZodObject>(
  connector: Connector<Config, Secrets>,
): Connector<Config, Secrets> => connector;
