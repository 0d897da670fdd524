import { z } from "zod";
import { findBrokenLink, readChain } from "@/lib/db/activity-chain";
import { useCase } from "../use-case";

export interface ActivityVerificationView {
  readonly isIntact: boolean;
  readonly entries: number;
  readonly waiting: number;
  readonly firstBroken: {
    readonly place: number;
    readonly entryId: string | null;
    readonly at: Date | null;
    readonly because: "altered" | "deleted" | "link-missing";
    readonly sentence: string;
  } | null;
  readonly head: { readonly place: number; readonly hash: string; readonly at: Date } | null;
}

const SENTENCES = {
  altered: "This entry is not what it was when it was written, or stands in another place.",
  deleted: "The entry of this link is gone.",
  "link-missing": "The link before this one is gone, and its entry with it or not.",
};

/** Whether the activity log is what was written: nothing altered, taken out or put in another order. */
export const verifyActivity = useCase({
  permission: "activity:read",
  input: z.object({}),
  run: async ({ scope }): Promise<ActivityVerificationView> => {
    const { entries, waiting, lost, head } = await readChain(scope);
    const broken = await findBrokenLink(scope);
    const firstBroken = broken && { ...broken, sentence: SENTENCES[broken.because] };
    const cutOff = {
      place: entries + 1,
      entryId: null,
      at: null,
      because: "link-missing" as const,
      sentence: `${String(lost)} entries have lost their links.`,
    };
    return { isIntact: broken === null && lost === 0, entries, waiting, firstBroken: firstBroken ?? (lost > 0 ? cutOff : null), head };
  },
});
