import type { z } from "zod";
import type { ConnectorError } from "@/lib/connectors/kit/connector-error";
import type { AccountStatus, ProfileField, QuarantinedRecord, SourceAccount } from "@/lib/core/accounts";

export type ConnectorCategory = "identity-provider" | "hr" | "directory" | "app" | "file";

/**
 * How accounts come: over HTTP, over a connection of the connector's own (LDAP, SQL), from a file, or sent to us by the
 * source itself.
 */
export type ConnectorReads = "http" | "socket" | "file" | "push";

/** Whether we ask the source, so that it can be read as soon as it is connected. */
export const isPulled = (reads: ConnectorReads): boolean => reads === "http" || reads === "socket";

/** How the accounts of this very integration come. */
export const readsOf = ({ manifest, readsBy }: Pick<Connector, "manifest" | "readsBy">, config: Readonly<Record<string, unknown>>): ConnectorReads => readsBy?.(config) ?? manifest.reads;

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
  readonly reads: ConnectorReads;
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
  /** For connectors that read by a connection of their own; all others leave their secrets to `authenticate`. */
  readonly socket?: ConnectorSocket | undefined;
  /** Present for connectors that read a file, once one was uploaded. */
  readonly file?: UploadedFile | undefined;
}

/** What a connector with a protocol of its own may know of the network. */
export interface ConnectorSocket {
  readonly secrets: Readonly<Record<string, string>>;
  /**
   * The address to connect to instead of the name, so that what was checked is what is contacted. Throws CONFIG_INVALID
   * where one address of the name is not public and the operator allows no private ones.
   */
  readonly resolve: (host: string) => Promise<string>;
  /** Ends what is under way. */
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

export interface JsonRequest {
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; a string is sent as it is, with the content type that `headers` names. */
  readonly body?: unknown;
  /** Reads an answer other than success where the provider's own words say more than its status; else the status decides. */
  readonly readRefusal?: (refusal: Refusal) => ConnectorError | undefined;
  /** Of this body after decompression, where a source has no paging; the runtime's cap where absent. */
  readonly sizeMaxBytes?: number;
  /** For this request with its body, where a source computes long; a person who waits for a check has less patience. */
  readonly timeoutMs?: number;
}

/** An answer other than success. */
export interface Refusal {
  readonly status: number;
  readonly headers: Headers;
  /** At most the first 64 KB. */
  readonly text: string;
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
  /** Fetches a body that is no JSON, such as XML or CSV, decoded as UTF-8; throws as `getJson` does. */
  getText(url: URL, request?: JsonRequest): Promise<JsonResponse<string>>;
  /** Fetches a body as it came, such as a part of a file; throws as `getJson` does. */
  getBytes(url: URL, request?: JsonRequest): Promise<JsonResponse<Uint8Array>>;
}

/** What every request carries, and for how long. */
export interface Authentication {
  readonly headers: Readonly<Record<string, string>>;
  /** Puts credentials into a text body, for protocols that carry them there, as SOAP does. */
  readonly sealBody?: ((body: string) => string) | undefined;
  /** Gives headers that hold for one request only, such as a signature over its address, its headers and the time. */
  readonly signRequest?: ((request: RequestToSign) => Promise<Readonly<Record<string, string>>>) | undefined;
  /** Where they run out by themselves, as an access token does; the runtime then authenticates again in time. */
  readonly expiresInSeconds?: number | undefined;
}

export interface RequestToSign {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** By the clock of this machine. */
  readonly now: Date;
}

export interface JwtToSign {
  /** PKCS #8 in PEM, or a JWK as JSON. */
  readonly privateKey: string;
  readonly algorithm: "RS256" | "PS256" | "ES256";
  readonly header?: Readonly<Record<string, string>>;
  /** Without `iat` and `exp`, which the runtime's clock sets, and `jti`, which is random. */
  readonly claims: Readonly<Record<string, unknown>>;
  readonly lifetimeSeconds: number;
}

/** What turning secrets into headers may need. */
export interface AuthenticationTools {
  /** Posts a form to the connector's token origin; nothing but the form and the given headers is sent. */
  postForm<Schema extends z.ZodType>(
    url: URL,
    form: Readonly<Record<string, string>>,
    schema: Schema,
    headers?: Readonly<Record<string, string>>,
  ): Promise<z.output<Schema>>;
  /** Throws AUTH_REJECTED where the key cannot be read. */
  signJwt(jwt: JwtToSign): Promise<string>;
}

/** What a live check saw, in words an Admin understands. */
export interface CheckResult {
  /** For example "Reached Acme's Okta; it lists people." */
  readonly summary: string;
  readonly total?: number | undefined;
  /** How many of those seen have each status, where the check saw statuses; a sample unless it adds up to `total`. */
  readonly byStatus?: Readonly<Partial<Record<AccountStatus, number>>> | undefined;
  /** ISO instant at which the credentials end, where the source says so. */
  readonly credentialsExpireAt?: string | undefined;
  /** What works less well than it could, with what to grant or change. */
  readonly warnings: readonly string[];
}

export interface Connector<Config extends z.ZodObject = z.ZodObject, Secrets extends z.ZodObject = z.ZodObject> {
  readonly manifest: ConnectorManifest;
  /** Stored in clear and shown in the form; each field has `.meta({ title, description, examples })`. */
  readonly config: Config;
  /** Stored sealed; a saved value never leaves the server again. */
  readonly secrets: Secrets;
  /** The one origin that requests may go to; absent for a connector, undefined for settings, that speak no HTTP. */
  readonly origin?: (config: z.output<Config>) => URL | undefined;
  /** Where settings decide whether people come from a file that is uploaded or are fetched; else the manifest says it. */
  readonly readsBy?: (config: Readonly<Record<string, unknown>>) => ConnectorReads;
  /** Where tokens are fetched, if elsewhere. */
  readonly tokenOrigin?: (config: z.output<Config>, secrets: z.output<Secrets>) => URL;
  /** Turns secrets into request headers, which the runtime adds, renews and redacts. */
  readonly authenticate: (
    secrets: z.output<Secrets>,
    config: z.output<Config>,
    tools: AuthenticationTools,
  ) => Authentication | Promise<Authentication>;
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
