"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Banner } from "@/components/ui/banner";
import { useMay } from "@/components/shell/may";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { errorDetails } from "@/components/ui/error-details";
import { RelativeTime } from "@/components/ui/relative-time";
import { counted } from "@/components/sync-runs/run-words";
import { apiQueries } from "@/lib/api/client";
import type { UserMerge } from "@/lib/api/contract/matching";
import { useDecision } from "./use-decision";

/** Who was merged into whom, by whom and why, and the way to part them again. */
export function MergeRow({ merge }: { merge: UserMerge }) {
  const [isOpen, setOpen] = useState(false);
  const mayDecide = useMay("matching:decide");
  const { kept, merged, reason, mergedBy, mergedAt, undoneAt, accounts } = merge;
  const words = `${merged.name} was merged into ${kept.name}, with ${counted(accounts, "account")}.`;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2">
      <div className="min-w-0 flex-1 basis-64 wrap-anywhere">
        <p>{undoneAt === null ? words : <del className="text-muted">{words}</del>}</p>
        <p className="text-xs text-muted">
          {mergedBy?.name ?? "A former Admin"}, <RelativeTime at={mergedAt} />
          {reason === null ? "" : `: “${reason}”`}
          {undoneAt === null ? null : <>, parted again <RelativeTime at={undoneAt} /></>}
        </p>
      </div>
      {undoneAt === null && mayDecide ? (
        <Button variant="quiet" onPress={() => setOpen(true)}>
          Part them again
        </Button>
      ) : null}
      {isOpen ? <PartDialog merge={merge} onClose={() => setOpen(false)} /> : null}
    </li>
  );
}

function PartDialog({ merge: { id, kept, merged, accounts }, onClose }: { merge: UserMerge; onClose: () => void }) {
  const undo = useMutation(apiQueries.matching.undoMerge.mutationOptions(useDecision(onClose, "Parted again")));
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Part ${kept.name} and ${merged.name} again?`}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="primary" isPending={undo.isPending} onPress={() => undo.mutate({ id })}>
            Part them again
          </Button>
        </>
      }
    >
      <p>
        {counted(accounts, "account")} and the sign-in go back to {merged.name}, with the id and history from before. The sources decide both people’s values.
      </p>
      {undo.isError ? (
        <div className="mt-3">
          <Banner tone="danger">{errorDetails(undo.error).message}</Banner>
        </div>
      ) : null}
    </Dialog>
  );
}
