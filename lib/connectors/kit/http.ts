import { Agent, fetch } from "undici";
import type { z } from "zod";
import { assertAllowedTarget, lookupPublic } from "@/lib/connectors/kit/allowed-target";
import { keepAuthenticated, type SentAuthentication, signJwt } from "@/lib/connectors/kit/authentication";
import type { Authentication, AuthenticationTools, ConnectorHttp, JsonRequest, JsonResponse } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { readBody, readRefusalBody } from "@/lib/connectors/kit/http-body";
import { timedOut, toStatusError, toTransportError } from "@/lib/connectors/kit/http-error";
import { createPace, LIMIT_SHARE_DEFAULT, type Pace } from "@/lib/connectors/kit/pace";
import { createRedactor } from "@/lib/connectors/kit/redact";
import { readTokenRefusal } from "@/lib/connectors/kit/token-refusal";

/** Product and version, as GitHub and others require it; a test keeps it equal to package.json. */
export const USER_AGENT = "lumos-user-sources/0.1.0";

const TIMEOUT_MS = 30_000;
const SIZE_MAX_BYTES = 20 * 1024 * 1024;

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
  /** The part of the provider's rate limit that is used, from 0 to 1; half of it where absent. */
  readonly limitShare?: number | undefined;
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
  const guarded = async <Result>(ask: (authentication: SentAuthentication) => Promise<Result>): Promise<Result> => {
    try {
      return await credentials.use(ask);
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      throw redactError(error, createRedactor([...options.secrets, ...credentials.shownNowhere()]));
    }
  };
  const pace = createPace(options.limitShare ?? LIMIT_SHARE_DEFAULT, options.origin.host);
  const ask = async (url: URL, request: JsonRequest, { headers, sealBody, signRequest }: SentAuthentication): Promise<Answered> => {
    assertOrigin(url, options.origin);
    await keepPace(pace, options.signal);
    const body = sealBody && typeof request.body === "string" ? sealBody(request.body) : request.body;
    const signed = await signRequest?.({ url, headers: request.headers ?? {}, now: new Date() });
    return exchange(options, url, { ...request, body }, { ...headers, ...signed }, pace);
  };
  return {
    getJson: (url, schema, request = {}) => guarded(async (authentication) => readJson(url, schema, await ask(url, request, authentication))),
    getText: (url, request = {}) => guarded(async (authentication) => toText(await ask(url, request, authentication))),
    getBytes: (url, request = {}) => guarded((authentication) => ask(url, request, authentication)),
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
  const request: JsonRequest = {
    method: "POST",
    body: new URLSearchParams(form).toString(),
    headers: { ...headers, "content-type": "application/x-www-form-urlencoded" },
    readRefusal: (refusal) => readTokenRefusal(url.host, refusal),
  };
  return readJson(url, schema, await exchange(options, url, request, {})).body;
}

type Answered = JsonResponse<Uint8Array>;

const toText = ({ headers, body }: Answered): JsonResponse<string> => ({ headers, body: new TextDecoder().decode(body) });

function readJson<Schema extends z.ZodType>(url: URL, schema: Schema, answered: Answered): JsonResponse<z.output<Schema>> {
  const { headers, body: text } = toText(answered);
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
  pace?: Pace,
): Promise<Answered> {
  assertAllowedTarget(url, options.allowPrivateTargets);
  const timeoutMs = options.timeoutMs ?? request.timeoutMs ?? TIMEOUT_MS;
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
    pace?.learn(headers);
    const refusal = toStatusError(url.host, { status: response.status, headers }, Date.now());
    if (refusal) {
      const text = request.readRefusal && (await readRefusalBody(response.body));
      // Unread bodies hold their connection.
      await response.body?.cancel().catch(() => undefined);
      throw (text !== undefined && request.readRefusal?.({ status: response.status, headers, text })) || refusal;
    }
    return { headers, body: await readBody(url.host, response.body, request.sizeMaxBytes ?? options.sizeMaxBytes ?? SIZE_MAX_BYTES) };
  } catch (error) {
    options.signal?.throwIfAborted();
    if (timeout.aborted && !(error instanceof ConnectorError)) throw timedOut(url.host, timeoutMs);
    throw toTransportError(url.host, error);
  }
}

/** An end of ours while waiting is told as during a request: with our reason. */
async function keepPace(pace: Pace, signal: AbortSignal | undefined): Promise<void> {
  try {
    await pace.keep(signal);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
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
  const { retryAfterMs, httpStatus, isOwnPause } = error;
  // The cause may quote the request, so it survives only as its redacted words.
  const cause = error.cause instanceof Error ? redact(`${error.cause.name}: ${error.cause.message}`) : undefined;
  return new ConnectorError(error.kind, redact(error.message), { retryAfterMs, isOwnPause, cause, ...(httpStatus !== undefined && { httpStatus }) });
}

// Shared, so that pages of one walk reuse their connection; addresses are checked whenever one is opened.
const LIMITS = { connections: 8, keepAliveTimeout: 4_000, headersTimeout: 0, bodyTimeout: 0 };
const guardedAgent = new Agent({ ...LIMITS, connect: { timeout: 10_000, lookup: lookupPublic } });
const openAgent = new Agent({ ...LIMITS, connect: { timeout: 10_000 } });
