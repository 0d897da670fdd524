import { Redis } from "ioredis";
import { queueAddress } from "./queue-address";

/**
 * Throws where the queue lives in a Redis that may evict keys: it would lose jobs, locks and their order without a word.
 * Waits for a Redis that does not answer yet. One that does not say what it does with its keys is believed.
 */
export async function refuseEvictingRedis(): Promise<void> {
  const address = queueAddress();
  if (address.backend !== "redis") return;
  const client = new Redis(address.url, { maxRetriesPerRequest: null });
  // Without a listener each failed attempt to connect would be printed.
  client.on("error", () => undefined);
  try {
    const policy = /^maxmemory_policy:(\S+)/m.exec(await client.info("memory"))?.[1];
    if (policy === undefined || policy === "noeviction") return;
    throw new Error(`Redis at ${new URL(address.url).host} may throw jobs of the queue away: its maxmemory-policy is ${policy}. Set it to noeviction.`);
  } finally {
    client.disconnect();
  }
}
