"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "@/components/shell/may";
import { Button } from "@/components/ui/button";
import { errorDetails } from "@/components/ui/error-details";
import { toast } from "@/components/ui/toast";
import { apiQueries } from "@/lib/api/client";
import type { SyncRun, SyncRunDetail } from "@/lib/api/contract/sync-runs";
import { isActive } from "./run-words";
import { UndoDialog } from "./undo-dialog";

/** While it works, a run can be cancelled; once it has changed somebody, undone. A held one is decided in its banner. */
export function RunActions({ run }: { run: SyncRunDetail }) {
  const [isUndoing, setUndoing] = useState(false);
  const mayDecide = useMay("sync-run:decide");
  if (!mayDecide) return null;
  if (isActive(run)) return <CancelButton run={run} />;
  if (!run.isUndoable) return null;
  return (
    <>
      <Button onPress={() => setUndoing(true)}>{run.undoneById === null ? "Undo" : "Undo more of it"}</Button>
      {isUndoing ? <UndoDialog run={run} onClose={() => setUndoing(false)} /> : null}
    </>
  );
}

function CancelButton({ run }: { run: SyncRun }) {
  const queryClient = useQueryClient();
  const cancel = useMutation(
    apiQueries.syncRuns.cancel.mutationOptions({
      onError: (error) => toast(errorDetails(error).message, { tone: "danger" }),
      onSettled: () => queryClient.invalidateQueries({ queryKey: apiQueries.syncRuns.key() }),
    }),
  );
  return (
    <Button isPending={cancel.isPending} onPress={() => cancel.mutate({ id: run.id })}>
      Cancel this run
    </Button>
  );
}
