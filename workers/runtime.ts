import { createPostgresBackend, DelayedError, type Job, Queue, Worker } from "bullmq";
import { isJobName, type JobHandlers, type JobName, type JobOutcome, jobs } from "@/lib/jobs/definitions";
import { QUEUE_NAME, queueAddress } from "@/lib/jobs/queue-address";
import { loggerFor, logger } from "@/lib/logger";

/** Reading waits for networks and settling for the database, so a few at once keep both busy. */
const CONCURRENCY = 4;
const RECONCILE_EVERY_MS = 5_000;
const KEEP_SCHEDULE_EVERY_MS = 10_000;
/** How long the queue believes in a worker that stays silent. */
const LOCK_MS = 15_000;
const STALLED_AFTER_MS = 5_000;

export interface RunningWorker {
  /** Takes no more jobs, asks the running ones to hand their work back, and resolves when they have. */
  stop(): Promise<void>;
}

/** Starts taking jobs; resolves when the queue answers and the reconciler is on its schedule. */
export async function startWorker(handlers: JobHandlers): Promise<RunningWorker> {
  const stopping = new AbortController();
  const work = (job: Job, token?: string): Promise<void> => runJob(handlers, job, token, stopping.signal);
  const { worker, queue } = open(work);
  worker.on("error", warnOfQueue);
  queue.on("error", warnOfQueue);
  await keepSchedule(queue);
  await worker.waitUntilReady();
  // A queue that was emptied has lost the schedule as well, and with it what would find every other loss.
  const schedule = setInterval(() => void keepSchedule(queue).catch(warnOfQueue), KEEP_SCHEDULE_EVERY_MS);
  return {
    async stop() {
      clearInterval(schedule);
      stopping.abort(new Error("The worker stops."));
      await worker.close();
      await queue.close();
    },
  };
}

const warnOfQueue = (error: unknown): void => logger.warn({ error }, "the queue's connection failed");

async function keepSchedule(queue: Pick<Queue, "upsertJobScheduler">): Promise<void> {
  const template = { name: "reconcile" satisfies JobName, data: {}, opts: { removeOnComplete: true, removeOnFail: true } };
  await queue.upsertJobScheduler("reconcile", { every: RECONCILE_EVERY_MS }, template);
}

function open(work: (job: Job, token?: string) => Promise<void>) {
  const address = queueAddress();
  const options = { concurrency: CONCURRENCY, lockDuration: LOCK_MS, stalledInterval: STALLED_AFTER_MS, maxStalledCount: 10 };
  if (address.backend === "redis") {
    const connection = { url: address.url, maxRetriesPerRequest: null };
    const { prefix } = address;
    return { worker: new Worker(QUEUE_NAME, work, { ...options, connection, prefix }), queue: new Queue(QUEUE_NAME, { connection, prefix }) };
  }
  const connection = (max: number) => ({ connectionString: address.connectionString, max });
  return {
    worker: new Worker(QUEUE_NAME, work, { ...options, connection: connection(CONCURRENCY + 1) }, createPostgresBackend),
    queue: new Queue(QUEUE_NAME, { connection: connection(1) }, createPostgresBackend),
  };
}

async function runJob(handlers: JobHandlers, job: Job, token: string | undefined, signal: AbortSignal): Promise<void> {
  const log = loggerFor({ ...(job.id !== undefined && { jobId: job.id }) });
  if (!isJobName(job.name)) {
    // A job can outlive the release that understood it; failing it for ever helps nobody.
    log.warn({ name: job.name }, "dropped an unknown job");
    return;
  }
  const outcome = await handle(handlers, job.name, job.data, signal).catch((error: unknown) => {
    log.error({ error, name: job.name }, "a job failed; the reconciler will announce its row again");
    throw error;
  });
  if (outcome === undefined) return;
  await job.moveToDelayed(Date.now() + outcome.againInMs, token);
  throw new DelayedError();
}

async function handle<Name extends JobName>(handlers: JobHandlers, name: Name, rawPayload: unknown, signal: AbortSignal): Promise<JobOutcome> {
  const payload = jobs[name].payload.parse(rawPayload) as Parameters<JobHandlers[Name]>[0];
  const handler = handlers[name] as (payload: Parameters<JobHandlers[Name]>[0], context: { signal: AbortSignal }) => Promise<JobOutcome>;
  return handler(payload, { signal });
}
