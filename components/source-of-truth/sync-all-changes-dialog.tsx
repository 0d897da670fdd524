"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { errorDetails } from "@/components/ui/error-details";
import { api, apiQueries } from "@/lib/api/client";
import type { SourceOfTruth } from "@/lib/api/contract/source-of-truth";
import { policyOf } from "./policy-draft";
import { SyncConsequence } from "./sync-consequence";
import { usePreview } from "./use-preview";

const listWords = new Intl.ListFormat("en", { type: "conjunction" });

function Reading({ userSources }: Pick<SourceOfTruth, "userSources">) {
  const listed = userSources.filter((source) => source.isEnabled);
  const readable = listed.filter((source) => source.state === "connected");
  const unreadable = listed.filter((source) => source.state !== "connected");
  return (
    <ul className="flex list-disc flex-col gap-1.5 pl-5">
      <li>
        {readable.length > 0
          ? `Reads everybody anew from ${listWords.format(readable.map((source) => source.name))}; the numbers differ by what has changed there since.`
          : "Reads no source, because none that is listed is connected."}
      </li>
      <li>Ends the sessions of people who become Suspended or Inactive. They cannot sign in any more.</li>
      <li>Deletes nobody. If it would take access from unusually many people, it changes nothing and waits for an Admin.</li>
      {unreadable.length > 0 ? (
        <li>{listWords.format(unreadable.map((source) => source.name))} cannot be read at present; their people keep their last values.</li>
      ) : null}
    </ul>
  );
}

/** Says what the sync of a version that is saved already will do, with the numbers, before it is started. */
export function SyncAllChangesDialog({
  isOpen,
  onClose,
  onStarted,
  sourceOfTruth,
}: {
  isOpen: boolean;
  onClose: () => void;
  onStarted: (syncRunId: string) => void;
  sourceOfTruth: SourceOfTruth;
}) {
  const queryClient = useQueryClient();
  const policy = useMemo(() => policyOf(sourceOfTruth), [sourceOfTruth]);
  const effect = usePreview(sourceOfTruth.version, isOpen ? policy : null);
  const sync = useMutation({
    mutationFn: () => api.sourceOfTruth.sync(),
    onSuccess: async (run) => {
      onStarted(run.id);
      onClose();
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: apiQueries.sourceOfTruth.key() }),
        queryClient.invalidateQueries({ queryKey: apiQueries.syncRuns.key() }),
      ]);
    },
  });
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title="Sync All Changes"
      size="lg"
      actions={
        <>
          <Button variant="quiet" onPress={onClose}>
            Not now
          </Button>
          <Button variant="primary" isPending={sync.isPending} onPress={() => sync.mutate()}>
            Sync all changes
          </Button>
        </>
      }
    >
      <SyncConsequence effect={effect} policy={policy}>
        <Reading userSources={sourceOfTruth.userSources} />
      </SyncConsequence>
      {sync.error ? (
        <p role="alert" className="mt-3 text-status-failed">
          {errorDetails(sync.error).message}
        </p>
      ) : null}
    </Dialog>
  );
}
