const DEFAULT_MS = 60_000;
const MIN_MS = 1_000;
const MAX_MS = 15 * 60_000;

// Providers disagree on what a reset number is: below this it is seconds to wait (OneLogin), above
// it is seconds since 1970 (Okta, GitHub). No wait is thirty years long.
const EPOCH_SECONDS_MIN = 1_000_000_000;

/**
 * Decides how long to leave a source alone after a 429, always between one second and fifteen
 * minutes, so that neither a past date nor a hostile number can stop a sync or hammer the source.
 */
export function decideRetryAfterMs(headers: Headers, nowMs: number): number {
  const waitMs =
    readRetryAfter(headers.get("retry-after"), nowMs) ??
    readReset(headers.get("x-rate-limit-reset") ?? headers.get("x-ratelimit-reset"), nowMs) ??
    DEFAULT_MS;
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

function readReset(value: string | null, nowMs: number): number | undefined {
  const seconds = value === null ? undefined : readNumber(value);
  if (seconds === undefined) return undefined;
  return seconds < EPOCH_SECONDS_MIN ? seconds * 1_000 : seconds * 1_000 - nowMs;
}

function readNumber(value: string): number | undefined {
  const text = value.trim();
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}
