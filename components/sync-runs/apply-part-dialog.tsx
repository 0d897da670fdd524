"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ChoiceField } from "@/components/ui/choice-field";
import { Dialog } from "@/components/ui/dialog";
import { apiQueries } from "@/lib/api/client";
import type { PartCounts, SyncRun } from "@/lib/api/contract/sync-runs";
import { DecisionError } from "./decision-error";
import { partCountWords } from "./part-words";
import { partInput, type Part } from "./use-part";
import { useRunDecision } from "./use-run-decision";

type Rest = "held" | "discarded";

interface PartDialogProps {
  run: SyncRun;
  part: Part;
  words: string;
  counts: PartCounts | undefined;
  onClose: () => void;
  onApplied: () => void;
}

/** Applies the chosen part, and asks what becomes of the rest. */
export function ApplyPartDialog({ run: { id, digest }, part, words, counts, onClose, onApplied }: PartDialogProps) {
  const [rest, setRest] = useState<Rest>("held");
  const decided = useRunDecision(() => {
    onClose();
    onApplied();
  });
  const approve = useMutation(apiQueries.syncRuns.approve.mutationOptions(decided));
  const apply = () => digest !== null && approve.mutate({ id, digest, only: partInput(part), discardRest: rest === "discarded" });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Apply only this part?"
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="primary" isDisabled={digest === null} isPending={approve.isPending} onPress={apply}>
            Apply this part
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <p>
          Applied to {words}
          {counts ? <span className="font-medium"> – {partCountWords(counts)}</span> : null}. Who has another change than those chosen is left out. The limits stay as they are.
        </p>
        <ChoiceField<Rest>
          label="And the rest?"
          value={rest}
          onChange={setRest}
          choices={[
            { value: "held", label: "It stays held", help: "As a new list, for a decision of its own." },
            { value: "discarded", label: "Discard it", help: "The next sync looks at everything anew." },
          ]}
        />
      </div>
      {approve.isError ? <DecisionError error={approve.error} /> : null}
    </Dialog>
  );
}
