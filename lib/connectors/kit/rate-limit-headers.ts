/** How many requests a source still takes, as its own answer says. */
export interface Quota {
  readonly limit: number;
  readonly remaining: number;
  /** Until the count begins anew. */
  readonly resetInMs: number;
}

// Providers disagree on what a reset number is: below this it is seconds to wait (OneLogin), above
// it is seconds since 1970 (Okta, GitHub), and a thousand times that is milliseconds. No wait is thirty years long.
const EPOCH_SECONDS_MIN = 1_000_000_000;
const EPOCH_MS_MIN = 1_000 * EPOCH_SECONDS_MIN;

const FAMILIES = ["x-rate-limit", "x-ratelimit", "ratelimit"] as const;

/** Milliseconds until a source's count begins anew, in any dialect; undefined where it does not say so plainly. */
export function readResetMs(headers: Headers, nowMs: number): number | undefined {
  for (const family of FAMILIES) {
    const value = headers.get(`${family}-reset`);
    const waitMs = value === null ? undefined : readReset(value, nowMs);
    if (waitMs !== undefined) return waitMs;
  }
  const after = readNumber(headers.get("x-ratelimit-reset-after"));
  return after === undefined ? undefined : after * 1_000;
}

/** Undefined where one of the three numbers is missing or makes no sense: a source is never slowed down by a guess. */
export function readQuota(headers: Headers, nowMs: number): Quota | undefined {
  for (const family of FAMILIES) {
    // "100, 100;w=60" gives windows behind the limit; the first number is the limit in force.
    const limit = readNumber(headers.get(`${family}-limit`)?.split(/[,;]/)[0] ?? null);
    const remaining = readNumber(headers.get(`${family}-remaining`));
    const resetInMs = readResetMs(headers, nowMs);
    if (limit === undefined || remaining === undefined || resetInMs === undefined) continue;
    return limit > 0 && remaining <= limit && resetInMs > 0 ? { limit, remaining, resetInMs } : undefined;
  }
  return undefined;
}

function readReset(value: string, nowMs: number): number | undefined {
  const number = readNumber(value);
  if (number !== undefined) {
    if (number >= EPOCH_MS_MIN) return number - nowMs;
    return number < EPOCH_SECONDS_MIN ? number * 1_000 : number * 1_000 - nowMs;
  }
  // Atlassian writes an instant: 2026-05-10T11:00Z.
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(value.trim())) return undefined;
  const at = Date.parse(value.trim());
  return Number.isNaN(at) ? undefined : at - nowMs;
}

/** Undefined for everything but a plain number without a sign. */
export function readNumber(value: string | null): number | undefined {
  const text = value?.trim() ?? "";
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}
