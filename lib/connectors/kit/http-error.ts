import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { decideRetryAfterMs } from "@/lib/connectors/kit/retry-after";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
}

/** Decides what a status other than success means for the Admin; undefined for success. */
export function toStatusError(host: string, { status, headers }: Answer, nowMs: number): ConnectorError | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status >= 300 && status < 400) return redirected(host, headers);
  if (asksForFewer(status, headers)) return askedForFewer(host, headers, nowMs);
  switch (status) {
    case 401:
      return new ConnectorError("AUTH_REJECTED", `${host} rejected the credentials. Reconnect with current ones.`);
    case 403:
      return new ConnectorError("SCOPE_MISSING", `${host} knows the credentials but does not let them read people. Grant them the right to read users, then try again.`);
    case 404:
      return new ConnectorError("CONFIG_INVALID", `${host} has no list of people at this address (404). Check the address in the settings.`, { httpStatus: status });
  }
  if (status >= 500 || status === 408 || status === 425)
    return new ConnectorError("SOURCE_UNAVAILABLE", `${host} has a problem of its own (${String(status)}). Nothing was changed; the sync tries again later.`);
  return new ConnectorError("UNEXPECTED_RESPONSE", `${host} refused the request (${String(status)}). Nothing was changed. Check the address in the settings.`, { httpStatus: status });
}

/**
 * A 403 that names a pause or an empty quota is GitHub's way to ask for fewer requests, a 503 that names a pause is how
 * BambooHR did it; a bare one says something else.
 */
function asksForFewer(status: number, headers: Headers): boolean {
  if (status === 429) return true;
  if (status === 403) return headers.has("retry-after") || headers.get("x-ratelimit-remaining")?.trim() === "0";
  return status === 503 && headers.has("retry-after");
}

/** Whatever the words of a provider for it: the run waits as long as its headers ask, or a minute. */
const askedForFewer = (host: string, headers: Headers, nowMs: number): ConnectorError =>
  new ConnectorError("RATE_LIMITED", `${host} asks for fewer requests. The sync goes on by itself after a pause.`, {
    retryAfterMs: decideRetryAfterMs(headers, nowMs),
  });

/** Turns a failed connection or a broken body into words; a refusal by the address guard passes through unchanged. */
export function toTransportError(host: string, error: unknown): ConnectorError {
  const chain = causes(error);
  const own = chain.find((cause) => cause instanceof ConnectorError);
  if (own) return own;
  const codes = chain.map(readCode);
  if (codes.includes("ENOTFOUND"))
    return new ConnectorError("CONFIG_INVALID", `There is no host named ${host}. Check the address in the settings.`, { cause: error });
  if (codes.some((code) => /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_CERT)/.test(code)))
    return new ConnectorError("CONFIG_INVALID", `The certificate of ${host} cannot be trusted, so no credentials were sent. Check the address, or have the certificate renewed.`, { cause: error });
  return new ConnectorError("SOURCE_UNAVAILABLE", `${host} did not answer, or the connection broke off. Nothing was changed; the sync tries again later.`, { cause: error });
}

/** Says that the time was up, which is the source's failure and not the Admin's. */
export const timedOut = (host: string, timeoutMs: number): ConnectorError =>
  new ConnectorError("SOURCE_UNAVAILABLE", `${host} did not answer within ${String(Math.ceil(timeoutMs / 1_000))} s. Nothing was changed; the sync tries again later.`);

function redirected(host: string, headers: Headers): ConnectorError {
  const location = headers.get("location");
  const target = location === null ? null : URL.parse(location, `https://${host}/`);
  const where = target === null ? "elsewhere" : `to ${target.host}`;
  return new ConnectorError("CONFIG_INVALID", `${host} redirects ${where}; credentials are never sent after a redirect. Enter the address that answers itself.`);
}

function causes(error: unknown, depth = 0): unknown[] {
  if (!(error instanceof Error) || depth > 5) return [];
  const inner = error instanceof AggregateError ? error.errors : [];
  return [error, ...inner.flatMap((part) => causes(part, depth + 1)), ...causes(error.cause, depth + 1)];
}

const readCode = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
