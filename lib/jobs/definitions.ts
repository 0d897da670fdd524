import { z } from "zod";
import { OrganizationId, SyncRunId, WalkId } from "@/lib/core/ids";

/**
 * Queues of their own, so that no kind of work waits behind another: reading is slow and there is much of it, settling
 * takes access away, and settling a very large Organization takes minutes.
 */
export const LANES = ["read", "settle", "bulk"] as const;
export type Lane = (typeof LANES)[number];

interface JobDefinition {
  readonly lane: Lane;
  readonly payload: z.ZodObject;
  /** The row a job is about: the queue keeps one job of a kind for it, however often it is announced. */
  readonly subject: string;
}

const Run = z.object({ organizationId: OrganizationId, syncRunId: SyncRunId });

/** Every job, as data: ids only, for the row is the truth and the queue a messenger. */
export const jobs = {
  /** Reads pages of one walk for at most a slice of time, then hands on to the next slice. */
  "read-source": { lane: "read", payload: Run.extend({ walkId: WalkId }), subject: "walkId" },
  /** Match, resolve, change set, limits and apply of a run whose walks have ended; hands a very large one on. */
  "finish-run": { lane: "settle", payload: Run, subject: "syncRunId" },
  /** The same for a very large one. */
  "finish-large-run": { lane: "bulk", payload: Run, subject: "syncRunId" },
} as const satisfies Record<string, JobDefinition>;

export type JobName = keyof typeof jobs;
export type JobPayload<Name extends JobName> = z.output<(typeof jobs)[Name]["payload"]>;

export interface JobContext {
  /** Aborted when the worker is asked to stop. */
  readonly signal: AbortSignal;
  /** Whether every place of this lane is taken in this process, so that others may be waiting. */
  readonly isCrowded: () => boolean;
}

/** Nothing when the job is done; else how long until the same job should come again. */
export type JobOutcome = { readonly againInMs: number } | undefined;

export type JobHandlers = {
  readonly [Name in JobName]: (payload: JobPayload<Name>, context: JobContext) => Promise<JobOutcome>;
};

export const isJobName = (name: string): name is JobName => Object.hasOwn(jobs, name);
