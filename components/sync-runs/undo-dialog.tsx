"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ChoiceField } from "@/components/ui/choice-field";
import { Dialog } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { useOrganizationPath } from "@/components/shell/use-organization-path";
import { apiQueries } from "@/lib/api/client";
import type { SyncRun } from "@/lib/api/contract/sync-runs";
import { DecisionError } from "./decision-error";
import { counted } from "./run-words";
import { UndoEffect } from "./undo-effect";
import { type UndoPart, UndoPartFields } from "./undo-part-fields";
import { useRunDecision } from "./use-run-decision";

type Extent = "all" | "part";

const undoInput = (id: string, { kinds, userIds }: UndoPart) => ({
  id,
  ...(kinds.length > 0 && { kinds: [...kinds] }),
  ...(userIds.length > 0 && { userIds: [...userIds] }),
});

const NOTHING: UndoPart = { kinds: [], userIds: [] };
const previewQuery = (id: string, part: UndoPart) => apiQueries.syncRuns.previewUndo.queryOptions({ input: undoInput(id, part), staleTime: 0 });

/** What an undo would change back stands first; only then can it be done, whole or in part. */
export function UndoDialog({ run, onClose }: { run: SyncRun; onClose: () => void }) {
  const path = useOrganizationPath();
  const router = useRouter();
  const [extent, setExtent] = useState<Extent>("all");
  const [part, setPart] = useState(NOTHING);
  const chosen = extent === "all" ? NOTHING : part;
  const whole = useQuery(previewQuery(run.id, NOTHING));
  const effect = useQuery(previewQuery(run.id, chosen));
  const { onSuccess, onError } = useRunDecision(onClose);
  const undo = useMutation(
    apiQueries.syncRuns.undo.mutationOptions({
      onError,
      onSuccess: async ({ id }) => {
        router.push(path(`/sync-runs/${id}`));
        await onSuccess();
      },
    }),
  );
  const isNothing = effect.data?.counts.usersChanged === 0 || (extent === "part" && part.kinds.length + part.userIds.length === 0);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="lg"
      title="Undo this run?"
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="danger" isDisabled={!effect.data || isNothing} isPending={undo.isPending} onPress={() => undo.mutate(undoInput(run.id, chosen))}>
            {effect.data && !isNothing ? `Change ${counted(effect.data.counts.usersChanged, "person", "people")} back` : "Undo"}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4" aria-busy={effect.isFetching}>
        {effect.isError ? <DecisionError error={effect.error} /> : null}
        {effect.data ? <UndoEffect preview={effect.data} undone={undoInput(run.id, chosen)} /> : effect.isError ? null : <Skeleton className="h-28 w-full" />}
        <ChoiceField<Extent>
          label="How much of it?"
          value={extent}
          onChange={setExtent}
          choices={[
            { value: "all", label: "All of it" },
            { value: "part", label: "Only a part", help: "By what changed, or person by person." },
          ]}
        />
        {extent === "part" && whole.data ? <UndoPartFields preview={whole.data} part={part} onPart={setPart} /> : null}
      </div>
      {undo.isError ? <DecisionError error={undo.error} /> : null}
    </Dialog>
  );
}
