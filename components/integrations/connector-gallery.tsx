"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { parseAsString, useQueryStates } from "nuqs";
import { useCallback } from "react";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { FilterBar, type Filter } from "@/components/ui/filter-bar";
import { Skeleton } from "@/components/ui/skeleton";
import { SourceMark } from "@/components/ui/source-mark";
import { useOrganizationPath } from "@/components/shell/use-organization-path";
import type { Connector, Integration } from "@/lib/api/contract/integrations";
import { CATEGORY_WORDS } from "./integration-words";
import { connectorsQuery } from "./integrations-queries";

const PARSERS = { find: parseAsString, category: parseAsString };

/** What can be connected, narrowed by name and category. */
export function ConnectorGallery({ integrations }: { integrations: readonly Integration[] }) {
  const [{ find, category }, setValues] = useQueryStates(PARSERS);
  const connectors = useQuery(connectorsQuery());
  const search = useCallback((text: string) => void setValues({ find: text === "" ? null : text }), [setValues]);
  if (connectors.isError && !connectors.data) return <ErrorState error={connectors.error} onRetry={() => connectors.refetch()} />;
  const all = connectors.data?.items;
  const filters: readonly Filter[] = [
    {
      key: "category",
      label: "Category",
      value: category,
      options: [...new Set(all?.map((connector) => connector.category))].map((value) => ({ value, label: CATEGORY_WORDS[value] ?? value })),
      onChange: (value) => void setValues({ category: value }),
    },
  ];
  const found = all?.filter((connector) => fits(connector, find, category));
  return (
    <>
      <FilterBar search={{ label: "Search systems", value: find ?? "", onChange: search }} filters={filters} />
      {found?.length === 0 ? (
        <div className="flex flex-wrap items-center gap-3 py-2">
          <p className="text-muted">No system matches. Any other can be read over SCIM 2.0 or from a CSV file.</p>
          <Button onPress={() => void setValues({ find: null, category: null })}>Show all systems</Button>
        </div>
      ) : (
        <ul className="grid gap-x-8 sm:grid-cols-2 xl:grid-cols-3" aria-busy={found === undefined}>
          {found === undefined
            ? Array.from({ length: 4 }, (_, index) => <GallerySkeleton key={index} />)
            : found.map((connector) => (
                <GalleryItem
                  key={connector.id}
                  connector={connector}
                  connected={integrations.filter((integration) => integration.connector === connector.id && integration.state !== "disconnected").length}
                />
              ))}
        </ul>
      )}
    </>
  );
}

const fits = ({ name, summary, category }: Connector, find: string | null, wanted: string | null): boolean =>
  (wanted === null || category === wanted) && (find === null || `${name} ${summary}`.toLowerCase().includes(find.toLowerCase()));

function GalleryItem({ connector: { id, name, category, summary }, connected }: { connector: Connector; connected: number }) {
  const path = useOrganizationPath();
  return (
    <li className="relative flex min-h-24 flex-col gap-1 border-t border-separator py-3 hover:bg-default-soft">
      <div className="flex items-center justify-between gap-3">
        <Link href={path(`/integrations/connect/${id}`)} className="min-w-0 font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-focus">
          <span className="sr-only">Connect </span>
          <SourceMark connector={id} name={name} />
        </Link>
        <span aria-hidden className="shrink-0 text-accent-text">
          Connect
        </span>
      </div>
      <p className="text-muted">{summary}</p>
      <p className="text-xs text-muted">
        {CATEGORY_WORDS[category] ?? category}
        {connected === 0 ? "" : connected === 1 ? " · one connected" : ` · ${String(connected)} connected`}
      </p>
    </li>
  );
}

function GallerySkeleton() {
  return (
    <li className="flex min-h-24 flex-col gap-2 border-t border-separator py-3">
      <Skeleton className="h-5 w-32" />
      <Skeleton className="h-4 w-full" />
    </li>
  );
}
