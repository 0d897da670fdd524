"use client";

import { useEffect, useRef, useState } from "react";
import { useMay } from "@/components/shell/may";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import type { MatchReview } from "@/lib/api/contract/matching";
import { AccountLine } from "./account-line";
import { CandidateEvidence } from "./candidate-evidence";
import { DecisionRow } from "./decision-row";
import { KeyHint } from "./key-hint";
import { ResolveDialog } from "./resolve-dialog";
import { accountTitle, type Resolution } from "./review-words";
import { useReviewKeys } from "./use-review-keys";

interface DetailProps {
  review: MatchReview;
  /** Goes to the one after, or before, in the list. */
  onStep: (step: 1 | -1) => void;
  onResolved: () => void;
}

/** The account, every candidate beside it, and the three ways to decide. */
export function ReviewDetail({ review, onStep, onResolved }: DetailProps) {
  const [resolution, setResolution] = useState<Resolution | null>(null);
  const region = useRef<HTMLElement>(null);
  const mayDecide = useMay("matching:decide");
  const isOpen = review.resolvedAt === null && mayDecide;
  useEffect(() => {
    region.current?.focus({ preventScroll: true });
  }, [review.id]);
  useReviewKeys(region, review, { onStep, onDecide: isOpen ? setResolution : undefined });
  const { account, candidates, explanation, decisions, createdAt } = review;
  return (
    <section ref={region} tabIndex={-1} aria-label={`Review of ${accountTitle(account)}`} className="flex min-w-0 flex-col gap-5 focus:outline-none">
      <header className="flex flex-col gap-1">
        <h2 className="text-base font-semibold wrap-anywhere">Whose account is {accountTitle(account)}?</h2>
        <p className="max-w-[72ch] wrap-anywhere">{explanation}</p>
        <p className="text-xs text-muted">
          Waits since <RelativeTime at={createdAt} />. Nobody is changed by this account until it is decided.
        </p>
      </header>
      <div className="rounded-xl border border-border px-4 py-3">
        <AccountLine account={account} />
      </div>
      {candidates.map((candidate, index) => (
        <CandidateEvidence
          key={candidate.user.id}
          candidate={candidate}
          place={index + 1}
          isOnly={candidates.length === 1}
          onLink={isOpen ? () => setResolution({ decision: "link", userId: candidate.user.id, name: candidate.user.name }) : undefined}
        />
      ))}
      {isOpen ? (
        <div className="flex flex-wrap gap-2 border-t border-separator pt-4">
          <Button aria-keyshortcuts="n" onPress={() => setResolution({ decision: "new-person" })}>
            Somebody new <KeyHint>N</KeyHint>
          </Button>
          <Button aria-keyshortcuts="i" onPress={() => setResolution({ decision: "ignore" })}>
            Nobody’s account <KeyHint>I</KeyHint>
          </Button>
        </div>
      ) : null}
      {decisions.length > 0 ? (
        <ul aria-label="Decisions" className="divide-y divide-separator border-y border-separator">
          {decisions.map((decision) => (
            <DecisionRow key={decision.id} decision={decision} />
          ))}
        </ul>
      ) : null}
      {resolution ? (
        <ResolveDialog review={review} resolution={resolution} onClose={() => setResolution(null)} onResolved={onResolved} />
      ) : null}
    </section>
  );
}
