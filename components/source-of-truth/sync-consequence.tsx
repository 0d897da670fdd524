import type { ReactNode } from "react";
import { errorDetails } from "@/components/ui/error-details";
import { ProgressLine } from "@/components/ui/progress-line";
import { Skeleton } from "@/components/ui/skeleton";
import type { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { EffectNumbers } from "./effect-numbers";
import { effectTitle } from "./effect-words";
import type { Effect } from "./use-preview";

/** The same numbers as in the panel, in a dialogue that is about to make them true. */
export function SyncConsequence({ effect, policy, children }: { effect: Effect; policy: SourceOfTruthPolicy; children: ReactNode }) {
  const { preview, error, isWorking } = effect;
  return (
    <div className="flex flex-col gap-4">
      <div className="relative overflow-clip rounded-xl border border-border px-4 py-3" aria-busy={isWorking}>
        <ProgressLine isActive={isWorking} />
        {preview && !error ? (
          <>
            <p className="tabular pb-2 text-base font-semibold">{effectTitle(preview)}</p>
            <EffectNumbers preview={preview} policy={policy} />
          </>
        ) : error ? (
          <p className="text-status-failed">The effect could not be worked out. {errorDetails(error).message}</p>
        ) : (
          <Skeleton className="h-16 w-full" />
        )}
      </div>
      {children}
    </div>
  );
}
