"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Drawer } from "@/components/ui/drawer";
import { ErrorState } from "@/components/ui/error-state";
import { LoadMore } from "@/components/ui/load-more";
import { pagedRows } from "@/components/ui/paged-rows";
import { SelectField } from "@/components/ui/select-field";
import { Skeleton } from "@/components/ui/skeleton";
import { apiQueries } from "@/lib/api/client";
import type { PolicyPreview } from "@/lib/api/contract/source-of-truth";
import type { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { DownloadLink } from "@/components/ui/download-link";
import { EffectChangeRow } from "./effect-change-row";
import { effectTitle, fieldCounts, lostCount } from "./effect-words";
import { nameOf, type SectionProps } from "./section-props";

const PAGE = 100;
const ALL = "all";

type Shown = Pick<Parameters<typeof apiQueries.sourceOfTruth.previewChanges.call>[0], "kind" | "field" | "access" | "integrationId">;

const previewChangesQuery = (token: string, shown: Shown) =>
  apiQueries.sourceOfTruth.previewChanges.infiniteOptions({
    input: (cursor: string | undefined) => ({ token, limit: PAGE, ...shown, ...(cursor !== undefined && { cursor }) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

interface DrawerProps {
  preview: PolicyPreview;
  policy: SourceOfTruthPolicy;
  known: SectionProps["known"];
  base: string;
  isOpen: boolean;
  onClose: () => void;
}

/** Everybody whom the edit would change, those who lose sign-in first; narrowed to one kind by choice. */
export function EffectChangesDrawer({ preview, policy, known, base, isOpen, onClose }: DrawerProps) {
  const [shown, setShown] = useState(ALL);
  const options = [
    { value: ALL, label: "Every change" },
    ...(lostCount(preview) > 0 ? [{ value: "access:LOST", label: "Loses sign-in" }] : []),
    ...(preview.regained > 0 ? [{ value: "access:GAINED", label: "Regains sign-in" }] : []),
    ...(preview.counts.usersCreated > 0 ? [{ value: "kind:CREATE", label: "New Lumos User" }] : []),
    ...(preview.counts.linked > 0 ? [{ value: "kind:LINK", label: "Account linked" }] : []),
    ...fieldCounts(preview, policy.customFields).map(({ field, label }) => ({ value: `field:${field}`, label })),
    ...Object.keys(preview.bySource).map((id) => ({ value: `integrationId:${id}`, label: `From ${nameOf(known, id)}` })),
  ];
  return (
    <Drawer isOpen={isOpen} onClose={onClose} title={effectTitle(preview)} description="Nothing of this is saved or applied yet.">
      <div className="flex flex-wrap items-end justify-between gap-3 pb-3">
        <div className="w-56 max-w-full">
          <SelectField label="Show" options={options} value={shown} onChange={setShown} />
        </div>
        <DownloadLink href={`/api/v1/source-of-truth/previews/${preview.token}/csv?${new URLSearchParams(toQuery(shown)).toString()}`}>Download CSV</DownloadLink>
      </div>
      {isOpen ? <Changes key={preview.token} token={preview.token} shown={shown} policy={policy} base={base} /> : null}
    </Drawer>
  );
}

/** "field:title" as what the API is asked for. */
const toQuery = (choice: string): Record<string, string> => {
  const [by, value] = choice.split(/:(.*)/);
  return by === undefined || value === undefined ? {} : { [by]: value };
};

function Changes({ token, shown, policy, base }: { token: string; shown: string; policy: SourceOfTruthPolicy; base: string }) {
  const query = useInfiniteQuery(previewChangesQuery(token, toQuery(shown)));
  const { rows, isLoading, hasMore, isLoadingMore, onLoadMore } = pagedRows(query);
  if (query.isError && !query.data) return <ErrorState error={query.error} onRetry={() => query.refetch()} />;
  if (isLoading) return <Skeleton className="h-40 w-full" />;
  return (
    <>
      <ul aria-label="Changes" className="divide-y divide-separator border-y border-separator empty:hidden">
        {rows.map((change, index) => (
          <EffectChangeRow key={index} change={change} policy={policy} base={base} />
        ))}
      </ul>
      {rows.length === 0 ? <p className="text-muted">No change of this kind.</p> : null}
      {hasMore ? <LoadMore onLoadMore={onLoadMore} isLoading={isLoadingMore} /> : null}
    </>
  );
}
