import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { AppError } from "@/lib/core/errors";

/** How often one page is asked for before its source counts as unavailable. */
export const READ_ATTEMPTS_MAX = 5;
/** How long all pauses of one walk may be together. */
const RATE_LIMIT_TOTAL_MAX_MS = 60 * 60_000;

export type NextAttempt =
  | { readonly kind: "wait"; readonly waitMs: number; readonly waitingFor: "rate-limit" | "source" }
  | { readonly kind: "fail"; readonly errorKind: string; readonly message: string };

/**
 * Decides what follows when a page could not be read: a pause that the source asked for is no failure, a source that
 * does not answer gets a few attempts further and further apart, everything else needs a person.
 */
export function decideNextAttempt(
  error: unknown,
  walk: { attempts: number; waitedMs: number; sourceName: string },
  retryBaseMs: number,
): NextAttempt {
  if (error instanceof AppError) return { kind: "fail", errorKind: "CONFIG_INVALID", message: error.message };
  if (error instanceof ConnectorError && error.kind === "RATE_LIMITED") {
    if (error.isOwnPause || walk.waitedMs + error.retryAfterMs <= RATE_LIMIT_TOTAL_MAX_MS) return { kind: "wait", waitMs: error.retryAfterMs, waitingFor: "rate-limit" };
    return { kind: "fail", errorKind: error.kind, message: `${walk.sourceName} asked for pauses of more than one hour. Nobody is removed. Sync again later, or raise the limit in ${walk.sourceName}.` };
  }
  // What is not the source's doing may pass as well: a database that restarts, for one.
  const isPassing = !(error instanceof ConnectorError) || error.kind === "SOURCE_UNAVAILABLE";
  if (isPassing && walk.attempts + 1 < READ_ATTEMPTS_MAX) return { kind: "wait", waitMs: retryBaseMs * 2 ** walk.attempts, waitingFor: "source" };
  if (error instanceof ConnectorError) return { kind: "fail", errorKind: error.kind, message: error.message };
  return { kind: "fail", errorKind: "INTERNAL", message: "Something went wrong on our side while this source was read. Nobody is removed. Sync again; if it happens again, contact us." };
}

const ACTIONS: Readonly<Record<string, string>> = {
  CONFIG_INVALID: "Check the settings of this integration.",
  AUTH_REJECTED: "Reconnect this integration with current credentials.",
  SCOPE_MISSING: "Grant the right to read users, then sync again.",
  RATE_LIMITED: "Sync again later.",
  SOURCE_UNAVAILABLE: "Sync again when the source answers.",
  UNEXPECTED_RESPONSE: "Sync again; if it happens again, contact the source's support.",
  INTERNAL: "Sync again; if it happens again, contact us.",
};

/** What the Admin can do about a failure of this kind; null where there is nothing to do. */
export const actionFor = (errorKind: string): string | null => ACTIONS[errorKind] ?? null;

/** Failures that only new settings or credentials end. */
export const breaksIntegration = (errorKind: string): boolean =>
  errorKind === "CONFIG_INVALID" || errorKind === "AUTH_REJECTED" || errorKind === "SCOPE_MISSING";
