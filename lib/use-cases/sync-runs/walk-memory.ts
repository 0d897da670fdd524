import { z } from "zod";
import { endOfWalk, startWalk, type WalkProgress } from "@/lib/connectors/kit/walk-guard";

const WaitingFor = z.enum(["rate-limit", "source"]).nullable();

/** What a walk keeps between pages, beside its cursor and counts: the guard's memory and why it waits. */
const WalkMemory = z.object({
  pages: z.number(),
  accounts: z.number(),
  emptyPages: z.number(),
  lastTotal: z.number().optional(),
  incompleteBecause: z.string().optional(),
  itemsMax: z.number(),
  pagesMax: z.number(),
  // A walk that an earlier release began goes on with what it knows.
  endsBy: z.number().default(() => endOfWalk()),
  /** Of all pauses the source asked for, in milliseconds. */
  waitedMs: z.number(),
  waitingFor: WaitingFor,
  /** Where an incremental walk began; null where the whole list is read. */
  since: z.string().nullable(),
  /** Where the next incremental sync begins, once this walk's evidence is taken over; null where nobody can say. */
  watermark: z.string().nullable(),
  /** Fingerprint of what the first page was asked by; a cursor means nothing to another question. */
  asked: z.string().nullish(),
}) satisfies z.ZodType<WalkProgress>;
export type WalkMemory = z.output<typeof WalkMemory>;

/** The stored memory, or a fresh one before the first page. */
export function readWalkMemory(progress: unknown): WalkMemory {
  const parsed = WalkMemory.safeParse(progress);
  return parsed.success ? parsed.data : { ...startWalk(), waitedMs: 0, waitingFor: null, since: null, watermark: null };
}

/** The same, with what the guard made of one more page. */
export const rememberPage = (memory: WalkMemory, guard: WalkProgress): WalkMemory => ({
  ...guard,
  waitedMs: memory.waitedMs,
  waitingFor: null,
  since: memory.since,
  watermark: memory.watermark,
  asked: memory.asked,
});
