"use client";

import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { SearchInput } from "@/components/ui/search-input";
import { StatusMark } from "@/components/ui/status-mark";
import { apiQueries } from "@/lib/api/client";
import { personName } from "./person-name";
import type { UserRow } from "./users-queries";

const SHOWN = 6;

/** Finds one other User by name or e-mail; the choice is a radio list, so that arrows and space are enough. */
export function UserPicker({
  label,
  chosen,
  onChoose,
  without,
}: {
  label: string;
  chosen: UserRow | null;
  onChoose: (user: UserRow) => void;
  /** The User in question, who is no choice. */
  without?: string;
}) {
  const name = useId();
  const [query, setQuery] = useState("");
  const found = useQuery({ ...apiQueries.users.list.queryOptions({ input: { query, limit: SHOWN + 1 } }), enabled: query !== "" });
  const rows = (found.data?.items ?? []).filter(({ id }) => id !== without).slice(0, SHOWN);
  const shown = chosen && !rows.some(({ id }) => id === chosen.id) ? [chosen, ...rows] : rows;
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-medium">{label}</legend>
      <SearchInput label="Search by name or e-mail" value={query} onChange={setQuery} />
      {query !== "" && found.data && rows.length === 0 ? <p className="text-muted">Nobody else fits “{query}”.</p> : null}
      {shown.length > 0 ? (
        <ul className="divide-y divide-separator border-y border-separator">
          {shown.map((user) => (
            <li key={user.id}>
              <label className="flex min-h-12 items-center gap-3 py-1.5">
                <input type="radio" name={name} className="size-4 shrink-0 accent-accent" checked={chosen?.id === user.id} onChange={() => onChoose(user)} />
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium">{personName(user)}</span>
                  <span className="block truncate text-xs text-muted">{[user.email, user.title].filter((part) => part !== null).join(" · ")}</span>
                </span>
                <StatusMark status={user.employeeStatus} />
              </label>
            </li>
          ))}
        </ul>
      ) : null}
    </fieldset>
  );
}
