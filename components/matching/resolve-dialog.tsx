"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { errorDetails } from "@/components/ui/error-details";
import { TextAreaField } from "@/components/ui/text-area-field";
import { apiQueries } from "@/lib/api/client";
import type { MatchReview } from "@/lib/api/contract/matching";
import { resolutionWords, type Resolution } from "./review-words";
import { useDecision } from "./use-decision";

interface ResolveProps {
  review: MatchReview;
  resolution: Resolution;
  onClose: () => void;
  onResolved: () => void;
}

/** Says what follows before it does; Enter on the waiting button is enough. */
export function ResolveDialog({ review, resolution, onClose, onResolved }: ResolveProps) {
  const [reason, setReason] = useState("");
  const { onSuccess } = useDecision(onClose, "Decided");
  const resolve = useMutation(
    apiQueries.matching.resolveReview.mutationOptions({
      onSuccess: async () => {
        onResolved();
        await onSuccess();
      },
    }),
  );
  const words = resolutionWords(resolution, review.account);
  const submit = () =>
    resolve.mutate({
      id: review.id,
      decision: resolution.decision,
      ...(resolution.decision === "link" && { userId: resolution.userId }),
      ...(reason.trim() !== "" && { reason: reason.trim() }),
    });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.title}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="primary" autoFocus isPending={resolve.isPending} onPress={submit}>
            {words.button}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <p>{words.consequence} The decision can be revoked.</p>
        <TextAreaField label="Reason (optional)" value={reason} onChange={setReason} help="Shown wherever this decision counts." />
        {resolve.isError ? <Banner tone="danger">{errorDetails(resolve.error).message}</Banner> : null}
      </div>
    </Dialog>
  );
}
