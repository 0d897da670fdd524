import { env } from "@/lib/env";
import type { Lane } from "./definitions";

/** The queue of a lane, by name. */
export const queueName = (lane: Lane): string => `lumos-${lane}`;

export type QueueAddress =
  | { readonly backend: "postgres"; readonly connectionString: string }
  | { readonly backend: "redis"; readonly url: string; readonly prefix: string };

/** Where the queue lives. In Redis its keys carry the database's name, so that two products never take each other's jobs. */
export function queueAddress(): QueueAddress {
  const { REDIS_URL, QUEUE_DATABASE_URL } = env();
  if (REDIS_URL === undefined) return { backend: "postgres", connectionString: QUEUE_DATABASE_URL };
  return { backend: "redis", url: REDIS_URL, prefix: `lumos-${new URL(QUEUE_DATABASE_URL).pathname.slice(1)}` };
}
