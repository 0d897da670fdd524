import { z } from "zod";
import { startWalk, type WalkProgress } from "@/lib/connectors/kit/walk-guard";

const WaitingFor = z.enum(["rate-limit", "source"]).nullable();

/** What a walk keeps between pages, beside its cursor and counts: the guard's memory and why it waits. */
const WalkMemory = z.object({
  cursorHashes: z.array(z.string()),
  pages: z.number(),
  accounts: z.number(),
  emptyPages: z.number(),
  lastTotal: z.number().optional(),
  incompleteBecause: z.string().optional(),
  itemsMax: z.number(),
  pagesMax: z.number(),
  /** Of all pauses the source asked for, in milliseconds. */
  waitedMs: z.number(),
  waitingFor: WaitingFor,
}) satisfies z.ZodType<WalkProgress>;
export type WalkMemory = z.output<typeof WalkMemory>;

/** The stored memory, or a fresh one before the first page. */
export function readWalkMemory(progress: unknown): WalkMemory {
  const parsed = WalkMemory.safeParse(progress);
  return parsed.success ? parsed.data : { ...startWalk(), cursorHashes: [], waitedMs: 0, waitingFor: null };
}

/** The same, with what the guard made of one more page. */
export const rememberPage = (memory: WalkMemory, guard: WalkProgress): WalkMemory => ({
  ...guard,
  cursorHashes: [...guard.cursorHashes],
  waitedMs: memory.waitedMs,
  waitingFor: null,
});
