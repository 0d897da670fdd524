import { ScimError } from "./scim-error";

const PER_SECOND = 200;
const BURST = 2_000;
const TOKENS_MAX = 10_000;

interface Bucket {
  left: number;
  at: number;
}

const buckets = new Map<string, Bucket>();

/** Takes one request of a token, in this process; throws 429 with when to come again. */
export function takeRequest(tokenId: string, now = performance.now()): void {
  const bucket = buckets.get(tokenId) ?? { left: BURST, at: now };
  bucket.left = Math.min(BURST, bucket.left + ((now - bucket.at) / 1_000) * PER_SECOND);
  bucket.at = now;
  if (bucket.left < 1) throw new ScimError(429, "Too many requests. Come again in a second.", undefined, { "retry-after": "1" });
  bucket.left -= 1;
  if (!buckets.has(tokenId) && buckets.size >= TOKENS_MAX) buckets.clear();
  buckets.set(tokenId, bucket);
}
