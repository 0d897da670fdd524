import { createPostgresBackend, Queue } from "bullmq";
import { logger } from "@/lib/logger";
import { jobs, type JobName, type JobPayload, type Lane } from "./definitions";
import { queueAddress, queueName } from "./queue-address";

const ANNOUNCE_TIMEOUT_MS = 3_000;

/** What is needed of BullMQ's queue, whichever backend it has. */
interface Producer {
  add(name: string, data: object, options: { jobId: string; delay: number; removeOnComplete: true; removeOnFail: true }): Promise<unknown>;
  on(event: "error", listener: (error: Error) => void): unknown;
  close(): Promise<void>;
}

const opened = new Map<Lane, Producer>();

/**
 * Tells the workers that a committed row waits. Never fails: the row is the truth, and what the queue lost the
 * reconciler announces again. A job that is already on its way is not added twice.
 */
export async function announce<Name extends JobName>(
  name: Name,
  payload: JobPayload<Name>,
  { delayMs = 0 }: { delayMs?: number } = {},
): Promise<void> {
  try {
    const { lane, subject } = jobs[name];
    const jobId = `${name}-${String(Reflect.get(payload, subject))}`;
    const added = producerOf(lane).add(name, payload, { jobId, delay: delayMs, removeOnComplete: true, removeOnFail: true });
    await within(ANNOUNCE_TIMEOUT_MS, added);
  } catch (error) {
    logger.warn({ error, job: name, payload }, "the queue did not take a job; the reconciler will announce it again");
  }
}

/** Ends the producer's connections, so that a process can exit. */
export async function closeProducer(): Promise<void> {
  const closing = [...opened.values()];
  opened.clear();
  await Promise.all(closing.map((producer) => producer.close()));
}

function producerOf(lane: Lane): Producer {
  const producer = opened.get(lane) ?? openProducer(queueName(lane));
  opened.set(lane, producer);
  return producer;
}

function openProducer(queue: string): Producer {
  const address = queueAddress();
  const producer: Producer =
    address.backend === "postgres"
      ? new Queue(queue, { connection: { connectionString: address.connectionString, max: 1, connectionTimeoutMillis: ANNOUNCE_TIMEOUT_MS } }, createPostgresBackend)
      : new Queue(queue, { connection: { url: address.url, enableOfflineQueue: false }, prefix: address.prefix });
  // Without a listener, a lost connection would end the process.
  producer.on("error", (error) => logger.warn({ error }, "the queue's connection failed"));
  return producer;
}

async function within(timeoutMs: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${String(timeoutMs)} ms`)), timeoutMs);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    // A late failure has been reported as "no answer" already.
    work.catch(() => undefined);
  }
}
