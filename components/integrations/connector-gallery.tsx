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
import { CATEGORY_PLURALS, CATEGORY_WORDS } from "./integration-words";
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
        <Groups found={found} integrations={integrations} />
      )}
    </>
  );
}

const GROUPS = ["identity-provider", "directory", "hr", "app", "file"] as const;
const GRID = "grid gap-x-8 sm:grid-cols-2 xl:grid-cols-3";

/** Under the heading of its category each, in the order in which a company usually connects them. */
function Groups({ found, integrations }: { found: readonly Connector[] | undefined; integrations: readonly Integration[] }) {
  if (found === undefined)
    return (
      <ul className={GRID} aria-busy="true">
        {Array.from({ length: 6 }, (_, index) => (
          <GallerySkeleton key={index} />
        ))}
      </ul>
    );
  const connected = Map.groupBy(integrations.filter(({ state }) => state !== "disconnected"), ({ connector }) => connector);
  return (
    <div className="flex flex-col gap-8">
      {GROUPS.map((category) => {
        const members = found.filter((connector) => connector.category === category);
        if (members.length === 0) return null;
        return (
          <section key={category} aria-labelledby={`gallery-${category}`}>
            <h3 id={`gallery-${category}`} className="mb-2 font-medium">
              {CATEGORY_PLURALS[category]}
            </h3>
            <ul className={GRID}>
              {members.map((connector) => (
                <GalleryItem key={connector.id} connector={connector} connected={connected.get(connector.id)?.length ?? 0} />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

const fits = ({ name, summary, category }: Connector, find: string | null, wanted: string | null): boolean =>
  (wanted === null || category === wanted) && (find === null || `${name} ${summary}`.toLowerCase().includes(find.toLowerCase()));

function GalleryItem({ connector: { id, name, summary }, connected }: { connector: Connector; connected: number }) {
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
      {connected === 0 ? null : <p className="text-xs text-muted">{connected === 1 ? "one connected" : `${String(connected)} connected`}</p>}
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
