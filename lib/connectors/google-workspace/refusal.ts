import type { Refusal } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { decideRetryAfterMs } from "@/lib/connectors/kit/retry-after";
import { GoogleError } from "@/lib/connectors/google-workspace/schema";

const TOO_MANY = new Set(["userRateLimitExceeded", "rateLimitExceeded", "quotaExceeded"]);

/** Google says "too fast" with status 403 too, and only its reason tells that from a denial. */
export function readRefusal({ status, headers, text }: Refusal): ConnectorError | undefined {
  const reason = readReason(text);
  if (status === 403 && TOO_MANY.has(reason))
    // The clock is of no use here: Google gives no reset, and Retry-After as seconds at most.
    return new ConnectorError("RATE_LIMITED", "Google asks for fewer requests. The sync goes on by itself after a pause.", { retryAfterMs: decideRetryAfterMs(headers, 0) });
  if (status === 403 && reason === "accessNotConfigured")
    return new ConnectorError("SCOPE_MISSING", "The Admin SDK API is not enabled in the project of the service account. Enable it in the Google Cloud console, wait a few minutes, then try again.");
  if (status === 403)
    return new ConnectorError("SCOPE_MISSING", "Google does not let this administrator read people. Check that the administrator's role may read users, and that domain-wide delegation lists the service account's client id with the scope admin.directory.user.readonly.");
  if (status === 400 && reason === "invalid")
    return new ConnectorError("UNEXPECTED_RESPONSE", "Google refuses the place in the list where the sync stopped: it is kept for three days. Nobody is removed; the next sync begins anew. If that fails too, check the customer id in the settings.", { httpStatus: status });
  return undefined;
}

function readReason(text: string): string {
  try {
    return GoogleError.safeParse(JSON.parse(text)).data?.error.errors?.[0]?.reason ?? "";
  } catch {
    return "";
  }
}
