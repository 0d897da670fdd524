"use client";

import { KeyValueList } from "@/components/ui/key-value-list";
import { SourceMark } from "@/components/ui/source-mark";
import { OverrideBadge } from "@/components/overrides/override-badge";
import { overrideOf } from "@/components/overrides/override-fields";
import type { UserDetail } from "@/lib/api/contract/users";
import { PROFILE_FIELDS } from "@/lib/core/accounts";
import { fieldLabel } from "@/lib/core/users/field-label";
import { inFieldOrder } from "./field-words";
import { FieldValue } from "./field-value";
import { WhyButton } from "./why-button";

/** Every value beside the source it came from, each with its "why?"; then what is empty, which has a reason too. */
export function UserFields({ user, onWhy }: { user: UserDetail; onWhy: (field: string) => void }) {
  const overridden = user.overrides.map(({ field }) => field);
  const known = new Set([...user.fields.map(({ field }) => field), ...overridden]);
  const empty = PROFILE_FIELDS.filter((field) => !known.has(field));
  const emptied = user.overrides.filter(({ field, value }) => value === null && !user.fields.some((entry) => entry.field === field));
  const entries = [...user.fields, ...emptied.map(({ field }) => ({ field, value: null, source: null }))];
  return (
    <div className="flex flex-col gap-3">
      {entries.length === 0 ? <p className="text-muted">No source gives a value yet.</p> : null}
      <KeyValueList
        items={inFieldOrder(entries).map((entry) => ({
          key: entry.field,
          label: fieldLabel(entry.field),
          value: <Value user={user} field={entry.field} value={entry.value} />,
          aside: <Aside user={user} field={entry.field} source={entry.source} onWhy={onWhy} />,
        }))}
      />
      {empty.length === 0 ? null : (
        <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1 text-muted">
          <span>Empty:</span>
          {empty.map((field) => (
            <span key={field} data-field={field} className="whitespace-nowrap">
              {fieldLabel(field)} <WhyButton field={field} onWhy={onWhy} />
            </span>
          ))}
        </p>
      )}
    </div>
  );
}

function Value({ user, field, value }: { user: UserDetail; field: string; value: string | null }) {
  const override = overrideOf(user, field);
  return (
    <>
      <FieldValue field={field} value={value} />
      {override ? (
        <span className="block">
          <OverrideBadge override={override} />
        </span>
      ) : null}
    </>
  );
}

type Source = UserDetail["fields"][number]["source"];

function Aside({ user, field, source, onWhy }: { user: UserDetail; field: string; source: Source; onWhy: (field: string) => void }) {
  return (
    <span data-field={field} className="flex min-w-0 items-center justify-between gap-3">
      {source ? (
        <span className="inline-flex min-w-0">
          <span className="sr-only">from </span>
          <SourceMark connector={source.connector} name={source.name} />
        </span>
      ) : (
        <span>{overrideOf(user, field) ? "Set by a person" : "No source"}</span>
      )}
      <WhyButton field={field} onWhy={onWhy} />
    </span>
  );
}
