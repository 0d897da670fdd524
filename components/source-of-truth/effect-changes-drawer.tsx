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
import type { PolicyPreview, PreviewChange } from "@/lib/api/contract/source-of-truth";
import type { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { DownloadLink } from "@/components/ui/download-link";
import { EffectChangeRow } from "./effect-change-row";
import { effectTitle, fieldCounts, lostCount } from "./effect-words";

const PAGE = 100;
const ALL = "all";

const previewChangesQuery = (token: string) =>
  apiQueries.sourceOfTruth.previewChanges.infiniteOptions({
    input: (cursor: string | undefined) => ({ token, limit: PAGE, ...(cursor !== undefined && { cursor }) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

interface DrawerProps {
  preview: PolicyPreview;
  policy: SourceOfTruthPolicy;
  base: string;
  isOpen: boolean;
  onClose: () => void;
}

/** Everybody whom the edit would change, those who lose sign-in first; narrowed to one kind by choice. */
export function EffectChangesDrawer({ preview, policy, base, isOpen, onClose }: DrawerProps) {
  const [shown, setShown] = useState(ALL);
  const options = [
    { value: ALL, label: "Every change" },
    ...(lostCount(preview) > 0 ? [{ value: "LOST", label: "Loses sign-in" }] : []),
    ...(preview.regained > 0 ? [{ value: "GAINED", label: "Regains sign-in" }] : []),
    ...(preview.counts.usersCreated > 0 ? [{ value: "CREATE", label: "New Lumos User" }] : []),
    ...(preview.counts.linked > 0 ? [{ value: "LINK", label: "Account linked" }] : []),
    ...fieldCounts(preview, policy.customFields).map(({ field, label }) => ({ value: `field:${field}`, label })),
  ];
  return (
    <Drawer isOpen={isOpen} onClose={onClose} title={effectTitle(preview)} description="Nothing of this is saved or applied yet.">
      <div className="flex flex-wrap items-end justify-between gap-3 pb-3">
        <div className="w-56 max-w-full">
          <SelectField label="Show" options={options} value={shown} onChange={setShown} />
        </div>
        <DownloadLink href={`/api/v1/source-of-truth/previews/${preview.token}/csv`}>Download CSV</DownloadLink>
      </div>
      {isOpen ? <Changes key={preview.token} token={preview.token} shown={shown} policy={policy} base={base} /> : null}
    </Drawer>
  );
}

function fits({ kind, field, access }: PreviewChange, shown: string): boolean {
  if (shown === ALL || access === shown || kind === shown) return true;
  return shown.startsWith("field:") && (field ?? (kind === "STATUS" ? "employeeStatus" : "")) === shown.slice("field:".length);
}

function Changes({ token, shown, policy, base }: { token: string; shown: string; policy: SourceOfTruthPolicy; base: string }) {
  const query = useInfiniteQuery(previewChangesQuery(token));
  const { rows, isLoading, hasMore, isLoadingMore, onLoadMore } = pagedRows(query);
  if (query.isError && !query.data) return <ErrorState error={query.error} onRetry={() => query.refetch()} />;
  if (isLoading) return <Skeleton className="h-40 w-full" />;
  const fitting = rows.filter((change) => fits(change, shown));
  return (
    <>
      <ul aria-label="Changes" className="divide-y divide-separator border-y border-separator empty:hidden">
        {fitting.map((change, index) => (
          <EffectChangeRow key={index} change={change} policy={policy} base={base} />
        ))}
      </ul>
      {fitting.length === 0 && !hasMore ? <p className="text-muted">No change of this kind.</p> : null}
      {hasMore ? <LoadMore onLoadMore={onLoadMore} isLoading={isLoadingMore} /> : null}
    </>
  );
}
