"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useMay } from "@/components/shell/may";
import { Button } from "@/components/ui/button";
import { apiQueries } from "@/lib/api/client";
import { SyncAllChangesDialog } from "./sync-all-changes-dialog";

/** The way back to the dialogue after "Not now"; without `onStarted` it leads to the run. */
export function SyncAllChangesButton({ base, onStarted }: { base: string; onStarted?: (syncRunId: string) => void }) {
  const [isOpen, setOpen] = useState(false);
  const router = useRouter();
  const maySync = useMay("source-of-truth:sync");
  const sourceOfTruth = useQuery(apiQueries.sourceOfTruth.get.queryOptions());
  if (!maySync) return null;
  return (
    <>
      <Button variant="primary" onPress={() => setOpen(true)}>
        Sync all changes
      </Button>
      {sourceOfTruth.data ? (
        <SyncAllChangesDialog
          isOpen={isOpen}
          onClose={() => setOpen(false)}
          onStarted={onStarted ?? ((syncRunId) => router.push(`${base}/sync-runs/${syncRunId}`))}
          sourceOfTruth={sourceOfTruth.data}
        />
      ) : null}
    </>
  );
}
