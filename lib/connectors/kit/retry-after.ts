import { readNumber, readResetMs } from "@/lib/connectors/kit/rate-limit-headers";

const DEFAULT_MS = 60_000;
const MIN_MS = 1_000;
const MAX_MS = 15 * 60_000;

/**
 * Decides how long to leave a source alone after it asked for fewer requests, always between one second and fifteen
 * minutes, so that neither a past date nor a hostile number can stop a sync or hammer the source.
 */
export function decideRetryAfterMs(headers: Headers, nowMs: number): number {
  const waitMs = readRetryAfter(headers.get("retry-after"), nowMs) ?? readResetMs(headers, nowMs) ?? DEFAULT_MS;
  return Math.min(MAX_MS, Math.max(MIN_MS, Math.ceil(waitMs)));
}

function readRetryAfter(value: string | null, nowMs: number): number | undefined {
  if (value === null) return undefined;
  const seconds = readNumber(value);
  if (seconds !== undefined) return seconds * 1_000;
  // Only the HTTP-date forms: Date.parse alone takes "1e9" or "tomorrow 5" for dates.
  if (!/^[A-Za-z]{3,9},? .*\d{2}:\d{2}:\d{2}/.test(value.trim())) return undefined;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : at - nowMs;
}
