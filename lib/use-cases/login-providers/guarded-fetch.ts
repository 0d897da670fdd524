import { Agent, fetch } from "undici";
import { assertAllowedTarget, lookupPublic } from "@/lib/connectors/kit/allowed-target";
import { readBody } from "@/lib/connectors/kit/http-body";
import { toTransportError } from "@/lib/connectors/kit/http-error";
import { env } from "@/lib/env";

const SIZE_MAX_BYTES = 1024 * 1024;
const TIMEOUT_MS = 10_000;
const LIMITS = { connections: 4, keepAliveTimeout: 4_000 };
const guardedAgent = new Agent({ ...LIMITS, connect: { timeout: TIMEOUT_MS, lookup: lookupPublic } });
const openAgent = new Agent({ ...LIMITS, connect: { timeout: TIMEOUT_MS } });

interface Request {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | URLSearchParams | Uint8Array | ArrayBuffer | ReadableStream | null | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * How a Login Provider is reached, whatever its metadata names: public addresses over https unless the operator allows more,
 * no redirects, within limits of time and size. Throws a ConnectorError with words for people.
 */
export async function guardedFetch(address: string, { method, headers, body, signal }: Request): Promise<Response> {
  const url = new URL(address);
  const { ALLOW_PRIVATE_TARGETS } = env();
  assertAllowedTarget(url, ALLOW_PRIVATE_TARGETS);
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const answer = await fetch(url, {
      dispatcher: ALLOW_PRIVATE_TARGETS ? openAgent : guardedAgent,
      method: method ?? "GET",
      headers: headers ?? {},
      ...(body != null && { body: body instanceof URLSearchParams ? body.toString() : (body as string | Uint8Array) }),
      redirect: "manual",
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    });
    const bytes = await readBody(url.host, answer.body, SIZE_MAX_BYTES);
    const hasNoBody = answer.status === 204 || answer.status === 304;
    return new Response(hasNoBody ? null : Uint8Array.from(bytes), { status: answer.status, headers: new Headers([...answer.headers]) });
  } catch (error) {
    throw toTransportError(url.host, error);
  }
}
