"use client";

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "@/components/shell/may";
import { Button } from "@/components/ui/button";
import { DataTable, type Column } from "@/components/ui/data-table";
import { Dialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { errorDetails } from "@/components/ui/error-details";
import { ErrorState } from "@/components/ui/error-state";
import { Mono } from "@/components/ui/mono";
import { RelativeTime } from "@/components/ui/relative-time";
import { api, apiQueries } from "@/lib/api/client";
import type { z } from "zod";
import type { ApiToken } from "@/lib/api/contract/settings";
import { NewTokenDialog } from "./new-token-dialog";
import { ReplaceTokenDialog } from "./replace-token-dialog";

type Token = z.output<typeof ApiToken>;
const PAGE = 50;

const scopesText = (scopes: Token["scopes"]): string =>
  scopes === null ? "All you may" : scopes.length === 1 ? (scopes[0] ?? "") : `${String(scopes.length)} permissions`;

const COLUMNS: readonly Column<Token>[] = [
  { key: "name", header: "Name", render: (token) => token.name },
  { key: "ends", header: "Ends in", width: "6rem", render: (token) => <Mono>{token.lastFour}</Mono> },
  { key: "scopes", header: "May", isSecondary: true, render: (token) => scopesText(token.scopes) },
  { key: "owner", header: "Made by", isSecondary: true, render: (token) => token.owner.name },
  {
    key: "used",
    header: "Last used",
    width: "9rem",
    render: (token) => (token.lastUsedAt ? <RelativeTime at={token.lastUsedAt} /> : "Never"),
  },
  {
    key: "expires",
    header: "Ends",
    width: "9rem",
    render: (token) => (token.expiresAt ? <RelativeTime at={token.expiresAt} /> : "No end"),
  },
];

function RevokeDialog({ token, onClose }: { token: Token | null; onClose: () => void }) {
  const queryClient = useQueryClient();
  const revoke = useMutation({
    mutationFn: (id: string) => api.apiTokens.revoke({ id }),
    onSuccess: async () => {
      onClose();
      await queryClient.invalidateQueries({ queryKey: apiQueries.apiTokens.key() });
    },
  });
  return (
    <Dialog
      isOpen={token !== null}
      onClose={onClose}
      title={`Revoke ${token?.name ?? "this token"}?`}
      actions={
        <>
          <Button variant="quiet" onPress={onClose}>
            Keep it
          </Button>
          <Button variant="danger" isPending={revoke.isPending} onPress={() => token && revoke.mutate(token.id)}>
            Revoke token
          </Button>
        </>
      }
    >
      <p>Whatever uses it is refused from the next request on. A revoked token cannot be brought back.</p>
      {revoke.error ? (
        <p role="alert" className="mt-2 text-status-failed">
          {errorDetails(revoke.error).message}
        </p>
      ) : null}
    </Dialog>
  );
}

export function ApiTokens() {
  const [isCreating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<Token | null>(null);
  const [replacing, setReplacing] = useState<Token | null>(null);
  const tokens = useInfiniteQuery(
    apiQueries.apiTokens.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ limit: PAGE, cursor }),
      initialPageParam: undefined,
      getNextPageParam: (last) => last.nextCursor ?? undefined,
    }),
  );
  const mayManage = useMay("api-token:manage");
  const me = useQuery(apiQueries.me.get.queryOptions());
  const create = mayManage ? <Button onPress={() => setCreating(true)}>New API token</Button> : null;
  const rows = tokens.data?.pages.flatMap((each) => each.items) ?? [];
  const revokeOf = (token: Token) => (
    <span className="flex justify-end gap-1">
      {token.owner.id === me.data?.id ? (
        <Button variant="quiet" aria-label={`Replace ${token.name}`} onPress={() => setReplacing(token)}>
          Replace
        </Button>
      ) : null}
      <Button variant="quiet" aria-label={`Revoke ${token.name}`} onPress={() => setRevoking(token)}>
        Revoke
      </Button>
    </span>
  );
  return (
    <section aria-labelledby="api-tokens" className="mt-10">
      <div className="flex flex-wrap items-center justify-between gap-3 pb-3">
        <h2 id="api-tokens" className="text-base font-semibold">
          API tokens
        </h2>
        {rows.length > 0 ? create : null}
      </div>
      {tokens.error ? (
        <ErrorState error={tokens.error} onRetry={tokens.refetch} />
      ) : (
        <DataTable
          label="API tokens"
          columns={mayManage ? [...COLUMNS, { key: "revoke", header: "Change", isHeaderHidden: true, width: "11rem", align: "end", render: revokeOf }] : COLUMNS}
          rows={rows}
          isLoading={tokens.isPending}
          hasMore={tokens.hasNextPage}
          isLoadingMore={tokens.isFetchingNextPage}
          onLoadMore={() => void tokens.fetchNextPage()}
          mobile={(token) => (
            <div className="flex items-center justify-between gap-2">
              <span className="min-w-0 truncate">
                {token.name} <span className="text-muted">…{token.lastFour}</span>
              </span>
              {mayManage ? revokeOf(token) : null}
            </div>
          )}
          empty={
            <EmptyState title="No API tokens" action={create}>
              A token lets a script do what you may do, or only what you choose for it, under your name. The reference is at{" "}
              <a className="underline underline-offset-2" href="/api/v1/docs">
                /api/v1/docs
              </a>
              .
            </EmptyState>
          }
        />
      )}
      <NewTokenDialog isOpen={isCreating} onClose={() => setCreating(false)} />
      {replacing ? <ReplaceTokenDialog token={replacing} onClose={() => setReplacing(null)} /> : null}
      <RevokeDialog token={revoking} onClose={() => setRevoking(null)} />
    </section>
  );
}
