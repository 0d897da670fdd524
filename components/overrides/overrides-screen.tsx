"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { May } from "@/components/shell/may";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { LinkButton } from "@/components/ui/link-button";
import { LoadMore } from "@/components/ui/load-more";
import { Page } from "@/components/ui/page";
import { pagedRows } from "@/components/ui/paged-rows";
import { Skeleton } from "@/components/ui/skeleton";
import { useOrganizationPath } from "@/components/shell/use-organization-path";
import { apiQueries } from "@/lib/api/client";
import { LiftManyDialog } from "./lift-many-dialog";
import { OverrideRow } from "./override-row";

const PAGE = 100;

const overridesQuery = () =>
  apiQueries.overrides.list.infiniteOptions({
    input: (cursor: string | undefined) => ({ limit: PAGE, ...(cursor !== undefined && { cursor }) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

/** Every value that a person set over the sources: whose it is, until when, and whether the sources say the same by now. */
export function OverridesScreen() {
  const path = useOrganizationPath();
  const query = useInfiniteQuery(overridesQuery());
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isLifting, setLifting] = useState(false);
  const { rows, isLoading, hasMore, isLoadingMore, onLoadMore } = pagedRows(query);
  const picked = rows.filter(({ id }) => chosen.has(id));
  const agreed = rows.filter(({ sources }) => sources?.agree === true).map(({ id }) => id);
  const toggle = (id: string, isChosen: boolean) => setChosen((last) => new Set(isChosen ? [...last, id] : [...last].filter((each) => each !== id)));
  return (
    <Page
      title="Overrides"
      description="Values and statuses that a person set over all sources, newest first. Lifted, the sources decide again at once."
      back={{ href: path("/users"), label: "Lumos Users" }}
      actions={
        <May permission="user:manage">
          <Button variant="primary" isDisabled={picked.length === 0} onPress={() => setLifting(true)}>
            {picked.length === 0 ? "Lift the chosen ones" : `Lift ${String(picked.length)}`}
          </Button>
        </May>
      }
    >
      {query.isError && !query.data ? <ErrorState error={query.error} onRetry={() => query.refetch()} /> : null}
      {isLoading ? <Skeleton className="h-40 w-full" /> : null}
      {query.data && rows.length === 0 ? (
        <EmptyState title="No overrides" action={<LinkButton href={path("/users")}>All Users</LinkButton>}>
          Every value comes from the sources. To set one by hand, open a person and choose “Override”.
        </EmptyState>
      ) : null}
      {agreed.length > 0 ? (
        <p className="mb-2 flex flex-wrap items-center gap-x-3 text-muted">
          {agreed.length === 1 ? "One says what the sources say by now." : `${String(agreed.length)} say what the sources say by now.`}
          <Button variant="quiet" onPress={() => setChosen(new Set(agreed))}>
            Choose {agreed.length === 1 ? "it" : "them"}
          </Button>
        </p>
      ) : null}
      <ul aria-label="Overrides" className="divide-y divide-separator border-y border-separator empty:hidden">
        {rows.map((override) => (
          <OverrideRow
            key={override.id}
            override={override}
            userHref={path(`/users/${override.user.id}`)}
            isChosen={chosen.has(override.id)}
            onChoose={(isChosen) => toggle(override.id, isChosen)}
          />
        ))}
      </ul>
      {hasMore ? <LoadMore onLoadMore={onLoadMore} isLoading={isLoadingMore} /> : null}
      {isLifting ? (
        <LiftManyDialog
          overrides={picked}
          onClose={() => setLifting(false)}
          onLifted={() => {
            setLifting(false);
            setChosen(new Set());
          }}
        />
      ) : null}
    </Page>
  );
}
