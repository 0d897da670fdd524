"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { SyncAllChangesButton } from "@/components/source-of-truth/sync-all-changes-button";
import { Banner } from "@/components/ui/banner";
import { LinkButton } from "@/components/ui/link-button";
import { apiQueries } from "@/lib/api/client";

const REFRESH_MS = 20_000;

function HeldRun({ base }: { base: string }) {
  const held = useQuery(apiQueries.syncRuns.list.queryOptions({ input: { state: "held", limit: 1 }, refetchInterval: REFRESH_MS }));
  const run = held.data?.items[0];
  const pathname = usePathname();
  if (!run || pathname === `${base}/sync-runs/${run.id}`) return null;
  return (
    <Banner tone="warning" action={<LinkButton href={`${base}/sync-runs/${run.id}`}>Look at the run</LinkButton>}>
      A sync run is held and waits for an Admin. No User was changed by it.
    </Banner>
  );
}

/** What waits for an Admin, on every page: a held run, a broken source, settings that are saved but not synced. */
export function WaitingBanners({ base }: { base: string }) {
  const pathname = usePathname();
  const sourceOfTruth = useQuery(apiQueries.sourceOfTruth.get.queryOptions({ refetchInterval: REFRESH_MS }));
  const isAtSources = pathname === `${base}/settings/source-of-truth`;
  // Its own page says it with the way to mend it.
  const broken =
    sourceOfTruth.data?.userSources.filter(({ state, integrationId }) => state === "broken" && pathname !== `${base}/integrations/${integrationId}`) ?? [];
  const needsSync = sourceOfTruth.data?.needsSync === true && sourceOfTruth.data.activeSyncRunId === null;
  return (
    <div className="flex flex-col gap-2 px-4 pt-4 empty:hidden sm:px-6">
      <HeldRun base={base} />
      {isAtSources
        ? null
        : broken.map((source) => (
            <Banner
              key={source.integrationId}
              tone="danger"
              action={<LinkButton href={`${base}/integrations/${source.integrationId}`}>Mend {source.name}</LinkButton>}
            >
              {source.name} cannot be read. {source.message ?? "Its people keep their last values."}
            </Banner>
          ))}
      {!isAtSources && needsSync ? (
        <Banner tone="accent" action={<SyncAllChangesButton base={base} />}>
          Changes to the{" "}
          <Link href={`${base}/settings/source-of-truth`} className="underline underline-offset-2">
            Source of Truth
          </Link>{" "}
          are saved and wait to be synced. Users follow the earlier version until then.
        </Banner>
      ) : null}
    </div>
  );
}
