import { createPostgresBackend, DelayedError, type Job, Worker } from "bullmq";
import { env } from "@/lib/env";
import { isJobName, type JobContext, type JobHandlers, type JobName, type JobOutcome, jobs, type Lane, LANES } from "@/lib/jobs/definitions";
import { queueAddress, queueName } from "@/lib/jobs/queue-address";
import { refuseEvictingRedis } from "@/lib/jobs/refuse-evicting-redis";
import { logger, withLogContext } from "@/lib/logger";
import { startRounds } from "./rounds";

/** Reading waits for networks and settling for the database, so a few at once keep both busy. */
const CONCURRENCY: Readonly<Record<Lane, number>> = { read: 9, settle: 4, bulk: 1 };
/** Connections of a lane's queue: its messages are short. */
const QUEUE_CONNECTIONS = 3;
/** How long the queue believes in a worker that stays silent: never longer than the lease of what it reads. */
const LOCK_MS = 15_000;

export interface RunningWorker {
  /** Takes no more jobs, asks the running ones to hand their work back, and resolves when they have. */
  stop(): Promise<void>;
}

/** Starts taking jobs of every lane and making rounds; resolves when the queue answers. Throws where the queue could lose jobs. */
export async function startWorker(handlers: JobHandlers): Promise<RunningWorker> {
  const stopping = new AbortController();
  const rounds = startRounds();
  await refuseEvictingRedis().catch(async (error: unknown) => {
    await rounds.stop();
    throw error;
  });
  const lanes = LANES.map((lane) => openLane(lane, handlers, stopping.signal));
  for (const lane of lanes) lane.on("error", (error) => logger.warn({ error }, "the queue's connection failed"));
  await Promise.all(lanes.map((lane) => lane.waitUntilReady()));
  return {
    async stop() {
      stopping.abort(new Error("The worker stops."));
      await Promise.all([rounds.stop(), ...lanes.map((lane) => lane.close())]);
    },
  };
}

/** What is needed of BullMQ's worker, whichever backend it has. */
interface LaneWorker {
  on(event: "error", listener: (error: Error) => void): unknown;
  waitUntilReady(): Promise<unknown>;
  close(): Promise<void>;
}

function openLane(lane: Lane, handlers: JobHandlers, signal: AbortSignal): LaneWorker {
  const concurrency = CONCURRENCY[lane];
  let active = 0;
  const context: JobContext = { signal, isCrowded: () => active >= concurrency };
  const work = async (job: Job, token?: string): Promise<void> => {
    active += 1;
    try {
      await runJob(handlers, job, token, context);
    } finally {
      active -= 1;
    }
  };
  const address = queueAddress();
  const lockDuration = Math.min(LOCK_MS, env().SYNC_LEASE_MS);
  const options = { concurrency, lockDuration, stalledInterval: Math.ceil(lockDuration / 3), maxStalledCount: 10 };
  if (address.backend === "redis") {
    return new Worker(queueName(lane), work, { ...options, connection: { url: address.url, maxRetriesPerRequest: null }, prefix: address.prefix });
  }
  const connection = { connectionString: address.connectionString, max: Math.min(concurrency, QUEUE_CONNECTIONS) + 1 };
  return new Worker(queueName(lane), work, { ...options, connection }, createPostgresBackend);
}

async function runJob(handlers: JobHandlers, job: Job, token: string | undefined, context: JobContext): Promise<void> {
  if (!isJobName(job.name)) {
    // A job can outlive the release that understood it; failing it for ever helps nobody.
    logger.warn({ name: job.name, jobId: job.id }, "dropped an unknown job");
    return;
  }
  const { name } = job;
  const payload = jobs[name].payload.parse(job.data);
  const outcome = await withLogContext({ ...payload, ...(job.id !== undefined && { jobId: job.id }) }, () => handle(handlers, name, payload, context)).catch((error: unknown) => {
    logger.error({ error, name, ...payload }, "a job failed; the reconciler will announce its row again");
    throw error;
  });
  if (outcome === undefined) return;
  await job.moveToDelayed(Date.now() + outcome.againInMs, token);
  throw new DelayedError();
}

async function handle<Name extends JobName>(handlers: JobHandlers, name: Name, payload: unknown, context: JobContext): Promise<JobOutcome> {
  const handler = handlers[name] as (payload: Parameters<JobHandlers[Name]>[0], context: JobContext) => Promise<JobOutcome>;
  return handler(payload as Parameters<JobHandlers[Name]>[0], context);
}
