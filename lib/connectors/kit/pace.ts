import { setTimeout as sleep } from "node:timers/promises";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { type Quota, readQuota } from "@/lib/connectors/kit/rate-limit-headers";

/** Half of a provider's limit stays for its owner's other programs, where nobody decided otherwise. */
export const LIMIT_SHARE_DEFAULT = 0.5;
/** A longer pause is the runtime's, which shows it and gives the worker back meanwhile. */
const WAIT_MAX_MS = 2_000;

/** Keeps the requests of one integration within its share of the provider's limit. */
export interface Pace {
  /** Returns when the next request may go out; throws RATE_LIMITED where that is further away than two seconds. */
  readonly keep: (signal: AbortSignal | undefined) => Promise<void>;
  /** Learns from an answer how much is left. */
  readonly learn: (headers: Headers) => void;
}

export function createPace(share: number, host: string): Pace {
  let known: { quota: Quota; atMs: number } | undefined;
  return {
    learn: (headers) => {
      const atMs = Date.now();
      const quota = readQuota(headers, atMs);
      known = quota && { quota, atMs };
    },
    keep: async (signal) => {
      if (known === undefined) return;
      const passedMs = Date.now() - known.atMs;
      const waitMs = decidePauseMs(known.quota, share) - passedMs;
      if (waitMs <= 0 || passedMs >= known.quota.resetInMs) return;
      if (waitMs <= WAIT_MAX_MS) {
        await sleep(waitMs, undefined, { ...(signal && { signal }) });
        return;
      }
      const percent = String(Math.round(share * 100));
      throw new ConnectorError("RATE_LIMITED", `${percent} % of the requests that ${host} takes are used up; the rest is left to others. The sync goes on by itself after a pause.`, {
        retryAfterMs: waitMs,
        isOwnPause: true,
      });
    },
  };
}

/**
 * How long to leave a source alone after an answer: not at all while more than half of the share is left, so that a small
 * directory is read at once; then evenly to the end of the window, and until it ends once the share is used up.
 */
export function decidePauseMs({ limit, remaining, resetInMs }: Quota, share: number): number {
  const ours = limit * share;
  const left = remaining - (limit - ours);
  if (left > ours / 2) return 0;
  return left < 1 ? resetInMs : resetInMs / left;
}
