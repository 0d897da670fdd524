import { Agent, fetch } from "undici";
import type { z } from "zod";
import { assertAllowedTarget, lookupPublic } from "@/lib/connectors/kit/allowed-target";
import { keepAuthenticated, signJwt } from "@/lib/connectors/kit/authentication";
import type { Authentication, AuthenticationTools, ConnectorHttp, JsonRequest, JsonResponse } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { timedOut, toStatusError, toTransportError } from "@/lib/connectors/kit/http-error";
import { createRedactor } from "@/lib/connectors/kit/redact";

/** Product and version, as GitHub and others require it; a test keeps it equal to package.json. */
export const USER_AGENT = "lumos-user-sources/0.1.0";

const TIMEOUT_MS = 30_000;
const SIZE_MAX_BYTES = 20 * 1024 * 1024;
const REFUSAL_MAX_BYTES = 64 * 1024;

export interface ConnectorHttpOptions {
  /** The only origin that requests may go to. */
  readonly origin: URL;
  /** Where tokens are fetched, if elsewhere; what goes there carries no headers of `authenticate`. */
  readonly tokenOrigin?: URL | undefined;
  /** Gives what is added to every request, over what a connector sets; never shown, and asked again when it runs out. */
  readonly authenticate: (tools: AuthenticationTools) => Authentication | Promise<Authentication>;
  /** Further texts that may appear in no message, such as a token as it was typed. */
  readonly secrets: readonly string[];
  /** An operator's choice: http and private addresses, for sources inside the own network. */
  readonly allowPrivateTargets: boolean;
  /** Ends a request at once; its reason is thrown as it is, since an end of ours is no failure of the source. */
  readonly signal?: AbortSignal | undefined;
  /** For one request with its body. */
  readonly timeoutMs?: number;
  /** Of one body, after decompression. */
  readonly sizeMaxBytes?: number;
}

/**
 * Makes the one way in which a connector reaches its source. It sends each request once, but for one that an access
 * token did not outlive: retries, pauses and the loop belong to the runtime, which alone knows the run's budget.
 */
export function createConnectorHttp(options: ConnectorHttpOptions): ConnectorHttp {
  const credentials = keepAuthenticated(options.authenticate, {
    postForm: (url, form, schema, headers = {}) => postForm(options, url, form, schema, headers),
    signJwt,
  });
  const guarded = async <Result>(ask: (headers: Readonly<Record<string, string>>) => Promise<Result>): Promise<Result> => {
    try {
      return await credentials.use(ask);
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      throw redactError(error, createRedactor([...options.secrets, ...credentials.shownNowhere()]));
    }
  };
  const ask = (url: URL, request: JsonRequest, headers: Readonly<Record<string, string>>): Promise<Answered> => {
    assertOrigin(url, options.origin);
    return exchange(options, url, request, headers);
  };
  return {
    getJson: (url, schema, request = {}) => guarded(async (headers) => readJson(url, schema, await ask(url, request, headers))),
    getText: (url, request = {}) =>
      guarded(async (authentication) => {
        const { headers, text } = await ask(url, request, authentication);
        return { body: text, headers };
      }),
  };
}

async function postForm<Schema extends z.ZodType>(
  options: ConnectorHttpOptions,
  url: URL,
  form: Readonly<Record<string, string>>,
  schema: Schema,
  headers: Readonly<Record<string, string>>,
): Promise<z.output<Schema>> {
  assertOrigin(url, options.tokenOrigin ?? options.origin);
  const request = { method: "POST", body: new URLSearchParams(form).toString(), headers: { ...headers, "content-type": "application/x-www-form-urlencoded" } } as const;
  try {
    return readJson(url, schema, await exchange(options, url, request, {})).body;
  } catch (error) {
    // RFC 6749, 5.2: whatever is wrong with the credentials, the token endpoint says 400 or 401.
    const isRefused = error instanceof ConnectorError && (error.kind === "AUTH_REJECTED" || error.kind === "SCOPE_MISSING" || error.httpStatus === 400);
    throw isRefused
      ? new ConnectorError("AUTH_REJECTED", `${url.host} gives no access token to these credentials. Check them, and what they may read, then reconnect.`)
      : error;
  }
}

interface Answered {
  readonly headers: Headers;
  readonly text: string;
}

function readJson<Schema extends z.ZodType>(url: URL, schema: Schema, { headers, text }: Answered): JsonResponse<z.output<Schema>> {
  const parsed = schema.safeParse(parseJson(url.host, text));
  if (parsed.success) return { body: parsed.data, headers };
  const path = parsed.error.issues[0]?.path.map(String).join(".").slice(0, 200) ?? "";
  throw new ConnectorError(
    "UNEXPECTED_RESPONSE",
    `The answer of ${url.host} is not in the expected form${path === "" ? "" : ` at "${path}"`}. Nothing was changed. Check the address in the settings; if it is right, contact us.`,
  );
}

/** Sends one request and reads its whole body within the limits of time and size. */
async function exchange(
  options: ConnectorHttpOptions,
  url: URL,
  request: JsonRequest,
  authentication: Readonly<Record<string, string>>,
): Promise<Answered> {
  assertAllowedTarget(url, options.allowPrivateTargets);
  const timeoutMs = request.timeoutMs ?? options.timeoutMs ?? TIMEOUT_MS;
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      dispatcher: options.allowPrivateTargets ? openAgent : guardedAgent,
      method: request.method ?? "GET",
      headers: Object.fromEntries(toHeaders(request, authentication)),
      ...(request.body !== undefined && { body: typeof request.body === "string" ? request.body : JSON.stringify(request.body) }),
      redirect: "manual",
      signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
    });
    const headers = new Headers([...response.headers]);
    const refusal = toStatusError(url.host, { status: response.status, headers }, Date.now());
    if (refusal) {
      const text = request.readRefusal && (await readRefusalText(response.body));
      // Unread bodies hold their connection.
      await response.body?.cancel().catch(() => undefined);
      throw (text !== undefined && request.readRefusal?.({ status: response.status, headers, text })) || refusal;
    }
    return { headers, text: await readText(url.host, response.body, request.sizeMaxBytes ?? options.sizeMaxBytes ?? SIZE_MAX_BYTES) };
  } catch (error) {
    options.signal?.throwIfAborted();
    if (timeout.aborted && !(error instanceof ConnectorError)) throw timedOut(url.host, timeoutMs);
    throw toTransportError(url.host, error);
  }
}

function toHeaders(request: JsonRequest, authentication: Readonly<Record<string, string>>): Headers {
  const headers = new Headers({ accept: "application/json", "user-agent": USER_AGENT });
  if (request.body !== undefined) headers.set("content-type", "application/json");
  for (const [name, value] of Object.entries({ ...request.headers, ...authentication })) {
    try {
      headers.set(name, value);
    } catch {
      // The runtime's own message would quote the value, which may be a token with a stray character.
      throw new ConnectorError("AUTH_REJECTED", "The credentials contain characters that cannot be sent. Copy them again without line breaks or quotation marks.");
    }
  }
  return headers;
}

/** As much as an error needs; a broken body is no error of its own, since the status already is. */
async function readRefusalText(body: AsyncIterable<Uint8Array> | null): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body ?? []) {
      chunks.push(chunk);
      size += chunk.byteLength;
      if (size >= REFUSAL_MAX_BYTES) break;
    }
  } catch {
    // What came so far is what there is.
  }
  return new TextDecoder().decode(Buffer.concat(chunks).subarray(0, REFUSAL_MAX_BYTES));
}

async function readText(host: string, body: AsyncIterable<Uint8Array> | null, sizeMaxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > sizeMaxBytes)
      throw new ConnectorError("UNEXPECTED_RESPONSE", `One answer of ${host} is larger than ${String(Math.floor(sizeMaxBytes / 1024 / 1024))} MB. Nothing was changed. Check the address in the settings.`);
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

function parseJson(host: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const start = text.trimStart().charAt(0);
    if (start === "{" || start === "[")
      throw new ConnectorError("SOURCE_UNAVAILABLE", `The answer of ${host} broke off before its end. Nothing was changed; the sync tries again later.`);
    const what = start === "<" ? "a web page" : start === "" ? "nothing" : "text";
    throw new ConnectorError("UNEXPECTED_RESPONSE", `${host} answered with ${what} where JSON was expected. Check that the address in the settings is that of the API, not of a sign-in page.`);
  }
}

function assertOrigin(url: URL, origin: URL): void {
  if (url.origin === origin.origin) return;
  throw new ConnectorError("UNEXPECTED_RESPONSE", `A request to ${url.host} was refused: credentials for ${origin.host} are sent nowhere else.`);
}

function redactError(error: ConnectorError, redact: (text: string) => string): ConnectorError {
  const { retryAfterMs, httpStatus } = error;
  // The cause may quote the request, so it survives only as its redacted words.
  const cause = error.cause instanceof Error ? redact(`${error.cause.name}: ${error.cause.message}`) : undefined;
  return new ConnectorError(error.kind, redact(error.message), { retryAfterMs, cause, ...(httpStatus !== undefined && { httpStatus }) });
}

// Shared, so that pages of one walk reuse their connection; addresses are checked whenever one is opened.
const LIMITS = { connections: 8, keepAliveTimeout: 4_000, headersTimeout: 0, bodyTimeout: 0 };
const guardedAgent = new Agent({ ...LIMITS, connect: { timeout: 10_000, lookup: lookupPublic } });
const openAgent = new Agent({ ...LIMITS, connect: { timeout: 10_000 } });
