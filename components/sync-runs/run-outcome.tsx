"use client";

import { useMay } from "@/components/shell/may";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import type { SyncRun } from "@/lib/api/contract/sync-runs";
import { PartPicker } from "./part-picker";
import { hasChanges, RunChanges } from "./run-changes";
import { RunCounts } from "./run-counts";
import { RunQuarantined } from "./run-quarantined";
import { usePart } from "./use-part";

/** What a run changed, or would change; of a held one a part can be chosen right where it is shown. */
export function RunOutcome({ run }: { run: SyncRun }) {
  const [isChoosing, setChoosing] = useState(false);
  const part = usePart();
  const mayDecide = useMay("sync-run:decide");
  const isHeld = run.state === "held";
  return (
    <>
      <Section
        title={isHeld ? "What it would change" : "What changed"}
        aside={isHeld && !isChoosing && mayDecide ? <Button onPress={() => setChoosing(true)}>Choose a part</Button> : null}
      >
        <div className="flex flex-col gap-6">
          {hasChanges(run) ? <RunCounts counts={run.counts} /> : null}
          {isHeld && isChoosing ? <PartPicker run={run} state={part} onClose={() => setChoosing(false)} /> : null}
          <RunChanges run={run} selection={isHeld && isChoosing ? part.people : undefined} />
        </div>
      </Section>
      {run.counts.quarantined > 0 ? (
        <Section title="Kept aside" description="Records that could not be understood. They count as present, so nobody is removed because of them.">
          <RunQuarantined run={run} />
        </Section>
      ) : null}
    </>
  );
}
