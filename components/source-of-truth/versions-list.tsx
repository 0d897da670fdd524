"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Mark } from "@/components/ui/mark";
import { RelativeTime } from "@/components/ui/relative-time";
import { Section } from "@/components/ui/section";
import { Skeleton } from "@/components/ui/skeleton";
import { apiQueries } from "@/lib/api/client";
import type { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { DifferenceList } from "./difference-list";

const PAGE = 10;

const versionsQuery = () =>
  apiQueries.sourceOfTruth.versions.infiniteOptions({
    input: (cursor: string | undefined) => ({ limit: PAGE, ...(cursor !== undefined && { cursor }) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

interface VersionsProps {
  newest: number;
  /** Takes the policy of an earlier version into the hand, where its effect shows before it is saved. */
  onTake: (policy: SourceOfTruthPolicy, version: number) => void;
}

/** Who saved which policy, when, what it changed, and whether Users ever followed it; the way back to each. */
export function VersionsList({ newest, onTake }: VersionsProps) {
  const [open, setOpen] = useState<number | null>(null);
  const versions = useInfiniteQuery(versionsQuery());
  if (versions.error) return <ErrorState error={versions.error} onRetry={versions.refetch} />;
  const rows = versions.data?.pages.flatMap((each) => each.items);
  return (
    <Section title="Versions" description="Every save is kept. An earlier version can be taken back as a new one.">
      {rows === undefined ? <Skeleton className="h-24 w-full" /> : null}
      {rows?.length === 0 ? <p className="text-muted">Nothing was saved yet.</p> : null}
      <ol className="divide-y divide-separator border-y border-separator empty:hidden">
        {rows?.map((row) => (
          <li key={row.version} className="py-2.5">
            <div className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 sm:grid-cols-[5.5rem_minmax(0,1fr)_auto_auto] sm:items-start">
              <span className="tabular font-medium">Version {row.version}</span>
              <span className="col-start-1 min-w-0 wrap-anywhere sm:col-start-auto">
                {row.userSources.map((source, index) => `${String(index + 1)} ${source.name}`).join(" · ") || "No sources"}
                <span className="block text-xs text-muted">
                  {row.savedBy?.name ?? "Lumos"}, <RelativeTime at={row.savedAt} />
                </span>
              </span>
              <span className="col-start-1 text-xs sm:col-start-auto">
                {row.appliedAt ? (
                  <Mark shape="dot" tone="active">
                    <span>
                      Synced <RelativeTime at={row.appliedAt} />
                    </span>
                  </Mark>
                ) : (
                  <Mark shape="dashed" tone="inactive">
                    Not synced
                  </Mark>
                )}
              </span>
              <Button
                variant="quiet"
                className="col-start-2 row-start-1 -my-1 sm:col-start-auto sm:row-start-auto"
                aria-expanded={open === row.version}
                aria-label={`${open === row.version ? "Close" : "What changed in"} version ${String(row.version)}`}
                onPress={() => setOpen(open === row.version ? null : row.version)}
              >
                {open === row.version ? "Close" : "What changed"}
              </Button>
            </div>
            {open === row.version ? (
              <OneVersion version={row.version} isNewest={row.version === newest} newest={newest} onTake={onTake} />
            ) : null}
          </li>
        ))}
      </ol>
      {versions.hasNextPage ? (
        <Button variant="quiet" className="mt-2" isPending={versions.isFetchingNextPage} onPress={() => void versions.fetchNextPage()}>
          Earlier versions
        </Button>
      ) : null}
    </Section>
  );
}

function OneVersion({ version, newest, isNewest, onTake }: VersionsProps & { version: number; isNewest: boolean }) {
  const diff = useQuery(apiQueries.sourceOfTruth.diff.queryOptions({ input: { n: version }, staleTime: Infinity }));
  const since = useQuery({
    ...apiQueries.sourceOfTruth.diff.queryOptions({ input: { n: version, with: newest }, staleTime: Infinity }),
    enabled: !isNewest,
  });
  const policy = useQuery({ ...apiQueries.sourceOfTruth.version.queryOptions({ input: { n: version } }), enabled: !isNewest });
  if (diff.isError) return <ErrorState error={diff.error} onRetry={() => diff.refetch()} />;
  if (!diff.data) return <Skeleton className="mt-2 h-10 w-full" />;
  return (
    <div className="flex flex-col gap-3 pt-2 sm:pl-[6.5rem]">
      <DifferenceList title="Changed from the version before" differences={diff.data.differences} />
      {isNewest ? null : (
        <>
          {since.data ? (
            <DifferenceList title={`Unlike version ${String(newest)}, the newest`} differences={since.data.differences} />
          ) : null}
          <Button className="self-start" isPending={policy.isPending} onPress={() => policy.data && onTake(policy.data.policy, version)}>
            Go back to version {version}
          </Button>
          <p className="text-xs text-muted">Shows its effect first; nothing changes before you save.</p>
        </>
      )}
    </div>
  );
}
