"use client";

import { useEffect, type RefObject } from "react";
import type { MatchReview } from "@/lib/api/contract/matching";
import type { Resolution } from "./review-words";

interface Answers {
  readonly onStep: (step: 1 | -1) => void;
  readonly onDecide: ((resolution: Resolution) => void) | undefined;
}

function resolutionOf(key: string, { candidates }: MatchReview): Resolution | null {
  if (key === "n") return { decision: "new-person" };
  if (key === "i") return { decision: "ignore" };
  const candidate = /^[1-9]$/.test(key) ? candidates[Number(key) - 1] : undefined;
  return candidate ? { decision: "link", userId: candidate.user.id, name: candidate.user.name } : null;
}

/**
 * While the focus is within the review: 1 to 9 link to that candidate, N is somebody new, I is nobody's, J and K go on
 * and back. Letters typed anywhere else stay letters.
 */
export function useReviewKeys(region: RefObject<HTMLElement | null>, review: MatchReview, { onStep, onDecide }: Answers): void {
  useEffect(() => {
    const element = region.current;
    const press = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return;
      const key = event.key.toLowerCase();
      if (key === "j" || key === "k") {
        event.preventDefault();
        onStep(key === "j" ? 1 : -1);
        return;
      }
      const resolution = resolutionOf(key, review);
      if (!resolution || !onDecide) return;
      event.preventDefault();
      onDecide(resolution);
    };
    element?.addEventListener("keydown", press);
    return () => element?.removeEventListener("keydown", press);
  }, [region, review, onStep, onDecide]);
}
