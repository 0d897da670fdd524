"use client";

import { ChevronDown, ChevronUp } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { DownloadLink } from "@/components/ui/download-link";
import { errorDetails } from "@/components/ui/error-details";
import { ProgressLine } from "@/components/ui/progress-line";
import { Skeleton } from "@/components/ui/skeleton";
import type { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { diffPolicies } from "@/lib/core/source-of-truth-diff";
import { DifferenceList } from "./difference-list";
import { EffectChangeRow } from "./effect-change-row";
import { EffectChangesDrawer } from "./effect-changes-drawer";
import { EffectNumbers } from "./effect-numbers";
import { effectTitle, isNothing } from "./effect-words";
import { nameOf, type SectionProps } from "./section-props";
import type { Effect } from "./use-preview";

const NAMED_CHANGES = 4;

interface PanelProps {
  /** Null where there is nothing to work out: nothing is edited and nothing waits. */
  effect: Effect | null;
  title: string;
  policy: SourceOfTruthPolicy;
  savedPolicy: SourceOfTruthPolicy;
  known: SectionProps["known"];
  base: string;
}

/**
 * What the edit in hand would do, beside it: numbers, then names, then everybody. Below 1280 px it is a sheet at the
 * lower edge whose numbers stay in view.
 */
export function EffectPanel({ effect, title, ...context }: PanelProps) {
  const [isOpen, setOpen] = useState(false);
  const preview = effect?.preview ?? null;
  return (
    <aside
      aria-label="Effect"
      className={classNames(
        "fixed inset-x-0 bottom-0 z-20 max-h-[70dvh] overflow-y-auto border-t border-border bg-overlay shadow-overlay sm:left-56",
        "xl:sticky xl:inset-x-auto xl:top-16 xl:bottom-auto xl:max-h-[calc(100dvh-5rem)] xl:rounded-xl xl:border xl:bg-surface xl:shadow-none",
        effect === null && "max-xl:hidden",
      )}
    >
      <ProgressLine isActive={effect?.isWorking === true} />
      <div className="flex items-start justify-between gap-3 px-4 pt-3 pb-3">
        <div className="min-w-0">
          <h2 className="text-xs font-medium text-muted">{title}</h2>
          <p role="status" className="tabular text-base font-semibold">
            {preview ? effectTitle(preview) : effect?.isWorking ? "Working it out" : null}
          </p>
        </div>
        <Button
          variant="quiet"
          isIconOnly
          className="xl:hidden"
          aria-label={isOpen ? "Show less of the effect" : "Show more of the effect"}
          aria-expanded={isOpen}
          onPress={() => setOpen(!isOpen)}
        >
          {isOpen ? <ChevronDown aria-hidden /> : <ChevronUp aria-hidden />}
        </Button>
      </div>
      <div className={classNames("px-4 pb-4", !isOpen && "max-xl:hidden")}>
        {effect === null ? (
          <p className="text-muted">Move a source or change a rule: who would change stands here, before anything is saved.</p>
        ) : (
          <Body effect={effect} {...context} />
        )}
      </div>
    </aside>
  );
}

function Body({ effect, policy, savedPolicy, known, base }: Omit<PanelProps, "title" | "effect"> & { effect: Effect }) {
  const [isListOpen, setListOpen] = useState(false);
  const { preview, error, isWorking, retry } = effect;
  if (error) {
    return (
      <div>
        <p role="alert" className="text-status-failed">
          {errorDetails(error).message}
        </p>
        <Button className="mt-2" onPress={retry}>
          Try again
        </Button>
      </div>
    );
  }
  if (!preview) return <Skeleton className="h-32 w-full" />;
  const edited = diffPolicies(savedPolicy, policy, (id) => nameOf(known, id));
  const edits = edited.length > 0 ? <DifferenceList title="What you changed" differences={edited} /> : null;
  if (isNothing(preview)) {
    return (
      <div className="flex flex-col gap-3">
        <p className="text-muted">Everybody keeps name, e-mail, status and every other field.</p>
        {edits}
      </div>
    );
  }
  const total = Math.max(preview.usersChanged, preview.changes.length);
  return (
    <div className="flex flex-col gap-3" aria-busy={isWorking}>
      <EffectNumbers preview={preview} policy={policy} />
      {preview.changes.length > 0 ? (
        <ul aria-label="First changes" className="divide-y divide-separator border-t border-separator">
          {preview.changes.slice(0, NAMED_CHANGES).map((change, index) => (
            <EffectChangeRow key={index} change={change} policy={policy} base={base} />
          ))}
        </ul>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button isDisabled={isWorking} onPress={() => setListOpen(true)}>
          See all {total.toLocaleString("en")}
        </Button>
        <DownloadLink variant="quiet" href={`/api/v1/source-of-truth/previews/${preview.token}/csv`}>
          Download CSV
        </DownloadLink>
      </div>
      {edits}
      <EffectChangesDrawer preview={preview} policy={policy} known={known} base={base} isOpen={isListOpen} onClose={() => setListOpen(false)} />
    </div>
  );
}
