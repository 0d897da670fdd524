"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { May } from "@/components/shell/may";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { RelativeTime } from "@/components/ui/relative-time";
import { apiQueries } from "@/lib/api/client";
import type { SyncRun } from "@/lib/api/contract/sync-runs";
import { DecisionError } from "./decision-error";
import { counted, figure } from "./run-words";
import { useRunDecision } from "./use-run-decision";

const changeTotal = ({ counts }: SyncRun): number => counts.usersCreated + counts.usersChanged;
const changesWords = (run: SyncRun): string => {
  const total = changeTotal(run);
  return total === 1 ? "this change" : `these ${figure(total)} changes`;
};

function effectWords({ accessLost, usersCreated, usersChanged }: SyncRun["counts"]): string {
  const parts = [
    accessLost > 0 ? `${counted(accessLost, "person loses", "people lose")} sign-in` : "Nobody loses sign-in",
    ...(usersCreated > 0 ? [`${counted(usersCreated, "person is", "people are")} new`] : []),
    ...(usersChanged > 0 ? [`${counted(usersChanged, "person changes", "people change")}`] : []),
  ];
  return `${parts.join(", ")}.`;
}

const overWords = (found: number, allowed: number): string => `${figure(found - allowed)} more than allowed.`;

/** Which limit, by how much, what is safe meanwhile; and exactly two ways on. */
export function HeldNotice({ run }: { run: SyncRun }) {
  const [open, setOpen] = useState<"apply" | "discard" | null>(null);
  return (
    <Banner
      tone="warning"
      action={
        <>
          <May permission="sync-run:decide">
            <Button onPress={() => setOpen("discard")}>Discard</Button>
            <Button variant="primary" onPress={() => setOpen("apply")}>
              Apply {changesWords(run)}
            </Button>
          </May>
        </>
      }
    >
      <p className="font-medium">Held: this run would change more than its limits allow.</p>
      <ul>
        {run.heldBecause.map(({ limit, message, allowed, found }) => (
          <li key={limit}>
            {message}
            {found > allowed && allowed > 0 ? <span className="text-muted"> {overWords(found, allowed)}</span> : null}
          </li>
        ))}
      </ul>
      <p className="text-muted">
        Nobody is changed while it waits: everybody keeps their values and their sign-in.
        {run.expiresAt === null ? null : (
          <>
            {" "}
            Without a decision it is discarded <RelativeTime at={run.expiresAt} />.
          </>
        )}
      </p>
      <ApplyDialog run={run} isOpen={open === "apply"} onClose={() => setOpen(null)} />
      <DiscardDialog run={run} isOpen={open === "discard"} onClose={() => setOpen(null)} />
    </Banner>
  );
}

function ApplyDialog({ run, isOpen, onClose }: { run: SyncRun; isOpen: boolean; onClose: () => void }) {
  const approve = useMutation(apiQueries.syncRuns.approve.mutationOptions(useRunDecision(onClose)));
  const { digest, counts } = run;
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={`Apply ${changesWords(run)}?`}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            variant="primary"
            isPending={approve.isPending}
            isDisabled={digest === null}
            onPress={() => digest !== null && approve.mutate({ id: run.id, digest })}
          >
            Apply {changesWords(run)}
          </Button>
        </>
      }
    >
      <p>{effectWords(counts)}</p>
      <p className="mt-2 text-muted">
        Exactly the list shown here is applied; should it have changed meanwhile, the run is held again. The limits stay as they are.
      </p>
      {approve.isError ? <DecisionError error={approve.error} /> : null}
    </Dialog>
  );
}

function DiscardDialog({ run, isOpen, onClose }: { run: SyncRun; isOpen: boolean; onClose: () => void }) {
  const discard = useMutation(apiQueries.syncRuns.discard.mutationOptions(useRunDecision(onClose)));
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title="Discard this run?"
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="danger" isPending={discard.isPending} onPress={() => discard.mutate({ id: run.id })}>
            Discard this run
          </Button>
        </>
      }
    >
      <p>None of its changes are applied. The next sync reads the sources again and is held again if they still say the same.</p>
      {discard.isError ? <DecisionError error={discard.error} /> : null}
    </Dialog>
  );
}
