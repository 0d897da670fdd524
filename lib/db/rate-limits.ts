import { RateLimiterPrisma, RateLimiterRes } from "rate-limiter-flexible";
import { gatewayClient } from "./clients";

export interface RateLimit {
  /** Part of the key, so that no two limits share a count. */
  readonly name: string;
  readonly triesMax: number;
  readonly windowS: number;
}

const opened = new Map<string, RateLimiterPrisma>();

/**
 * Counts one try, for all processes at once and before it is made, so that tries in parallel count too. False when it is
 * one too many.
 */
export async function takeTry(limit: RateLimit, key: string): Promise<boolean> {
  try {
    await limiterOf(limit).consume(key);
    return true;
  } catch (error) {
    if (error instanceof RateLimiterRes) return false;
    throw error;
  }
}

/** Takes a counted try back: it was right. */
export const giveTryBack = async (limit: RateLimit, key: string): Promise<void> => void (await limiterOf(limit).reward(key));

/** Starts a count anew. */
export const forgetTries = async (limit: RateLimit, key: string): Promise<void> => void (await limiterOf(limit).delete(key));

function limiterOf({ name, triesMax, windowS }: RateLimit): RateLimiterPrisma {
  const made = opened.get(name) ?? new RateLimiterPrisma({ storeClient: gatewayClient(), tableName: "rateLimit", keyPrefix: name, points: triesMax, duration: windowS });
  opened.set(name, made);
  return made;
}
