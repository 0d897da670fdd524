"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { errorDetails } from "@/components/ui/error-details";
import { Mono } from "@/components/ui/mono";
import { RelativeTime } from "@/components/ui/relative-time";
import { counted, figure } from "@/components/sync-runs/run-words";
import { apiQueries } from "@/lib/api/client";
import type { ActivityVerification } from "@/lib/api/contract/settings";

const verificationQuery = () => apiQueries.activity.verify.queryOptions({ staleTime: 0, gcTime: 0 });

/** Walks the chain of hashes when asked to, and says until where it is whole. */
export function Verification({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const verification = useQuery({ ...verificationQuery(), enabled: isOpen });
  if (!isOpen) return null;
  const close = (
    <Button variant="quiet" onPress={onClose}>
      Close
    </Button>
  );
  if (verification.isError) return <Banner tone="danger" action={close}>{errorDetails(verification.error).message}</Banner>;
  if (!verification.data) return <Banner>Every entry is compared with its link.</Banner>;
  return <Verdict verification={verification.data} close={close} />;
}

function Verdict({ verification, close }: { verification: ActivityVerification; close: ReactNode }) {
  const { isIntact, entries, waiting, firstBroken, head } = verification;
  if (!isIntact)
    return (
      <Banner tone="danger" action={close}>
        <p className="font-medium">The log is not what was written.</p>
        {firstBroken === null ? null : (
          <p className="wrap-anywhere">
            The first broken link is number {figure(firstBroken.place)}
            {firstBroken.at === null ? "" : <>, from <RelativeTime at={firstBroken.at} /></>}. {firstBroken.sentence}
            {firstBroken.entryId === null ? null : (
              <>
                {" "}
                Entry <Mono>{firstBroken.entryId}</Mono>.
              </>
            )}
          </p>
        )}
        <p className="text-muted">Compare it with an export from before, and find out who can write to the database.</p>
      </Banner>
    );
  return (
    <Banner tone="accent" action={close}>
      <p className="font-medium">
        Intact{head === null ? "" : <> until <RelativeTime at={head.at} /></>}: {counted(entries, "entry", "entries")}, none altered, taken out or put in another order.
      </p>
      {waiting > 0 ? <p className="text-muted">{counted(waiting, "entry", "entries")} written a moment ago {waiting === 1 ? "waits" : "wait"} for the next link.</p> : null}
      {head === null ? null : (
        <p className="text-xs text-muted wrap-anywhere">
          Newest link, number {figure(head.place)}: <Mono>{head.hash}</Mono>. Keep it elsewhere, and nobody can cut off the end unnoticed.
        </p>
      )}
    </Banner>
  );
}
