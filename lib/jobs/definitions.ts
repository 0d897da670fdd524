import { z } from "zod";
import { OrganizationId, SyncRunId, WalkId } from "@/lib/core/ids";

interface JobDefinition {
  readonly payload: z.ZodObject;
  /** The row a job is about: the queue keeps one job of a kind for it, however often it is announced. */
  readonly subject?: string;
}

/** Every job, as data: ids only, for the row is the truth and the queue a messenger. */
export const jobs = {
  /** Reads pages of one walk for at most a slice of time, then hands on to the next slice. */
  "read-source": {
    payload: z.object({ organizationId: OrganizationId, syncRunId: SyncRunId, walkId: WalkId }),
    subject: "walkId",
  },
  /** Match, resolve, change set, limits and apply of a run whose walks have ended. */
  "finish-run": {
    payload: z.object({ organizationId: OrganizationId, syncRunId: SyncRunId }),
    subject: "syncRunId",
  },
  /** Announces again what waits in Postgres and starts what is due; carries nothing. */
  reconcile: { payload: z.object({}) },
} as const satisfies Record<string, JobDefinition>;

export type JobName = keyof typeof jobs;
export type JobPayload<Name extends JobName> = z.output<(typeof jobs)[Name]["payload"]>;

export interface JobContext {
  /** Aborted when the worker is asked to stop. */
  readonly signal: AbortSignal;
}

/** Nothing when the job is done; else how long until the same job should come again. */
export type JobOutcome = { readonly againInMs: number } | undefined;

export type JobHandlers = {
  readonly [Name in JobName]: (payload: JobPayload<Name>, context: JobContext) => Promise<JobOutcome>;
};

export const isJobName = (name: string): name is JobName => Object.hasOwn(jobs, name);
