"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CheckField } from "@/components/ui/check-field";
import type { SyncRun } from "@/lib/api/contract/sync-runs";
import { ApplyPartDialog } from "./apply-part-dialog";
import { ACCESS_CHOICES, partCountWords, partWords } from "./part-words";
import { partQuery } from "./sync-runs-queries";
import type { PartState } from "./use-part";

/** Which part of a held run is applied: by what happens to people's sign-in, by source, or person by person in the list below. */
export function PartPicker({ run, state, onClose }: { run: SyncRun; state: PartState; onClose: () => void }) {
  const [isOpen, setOpen] = useState(false);
  const { part, isEmpty } = state;
  const { data: counts } = useQuery(partQuery(run, part, !isEmpty));
  const sources = run.progress.sources;
  const words = partWords(part, (id) => sources.find(({ integrationId }) => integrationId === id)?.name ?? "another source");
  const possible = ACCESS_CHOICES.filter(
    ({ value }) => (value !== "LOST" || run.counts.accessLost > 0) && (value !== "GAINED" || run.counts.accessGained > 0),
  );
  return (
    <section aria-label="Choose a part" className="flex flex-col gap-4 rounded-xl border border-border px-4 py-4">
      <p className="max-w-[72ch] text-muted">
        Choose by these, or tick people in the list below. What one person gains or loses goes together: who has any other change than those chosen is left out.
      </p>
      <div className="flex flex-wrap gap-x-10 gap-y-4">
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1.5 font-medium">By sign-in</legend>
          {possible.map(({ value, label }) => (
            <CheckField key={value} label={label} isChecked={part.access.includes(value)} onChange={(isIn) => state.toggleAccess(value, isIn)} />
          ))}
        </fieldset>
        {sources.length > 1 ? (
          <fieldset className="flex flex-col gap-2">
            <legend className="mb-1.5 font-medium">By source</legend>
            {sources.map(({ integrationId, name }) => (
              <CheckField
                key={integrationId}
                label={name}
                isChecked={part.integrationIds.includes(integrationId)}
                onChange={(isIn) => state.toggleSource(integrationId, isIn)}
              />
            ))}
          </fieldset>
        ) : null}
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Button isDisabled={isEmpty || counts?.people === 0} onPress={() => setOpen(true)}>
          Apply this part
        </Button>
        <Button
          variant="quiet"
          onPress={() => {
            state.clear();
            onClose();
          }}
        >
          Choose nothing
        </Button>
        <span aria-live="polite" className="text-muted">
          {isEmpty ? "Nothing chosen yet" : `Chosen: ${words}${counts ? ` – ${partCountWords(counts)}` : ""}`}
        </span>
      </div>
      {isOpen ? <ApplyPartDialog run={run} part={part} words={words} counts={counts} onClose={() => setOpen(false)} onApplied={onClose} /> : null}
    </section>
  );
}
