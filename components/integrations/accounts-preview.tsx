import type { ReactNode } from "react";
import { AccountStatusMark } from "@/components/ui/account-status-mark";
import { Mark } from "@/components/ui/mark";
import { Mono } from "@/components/ui/mono";
import { counted } from "@/components/sync-runs/run-words";
import type { AccountsPreview as Preview } from "@/lib/api/contract/integrations";
import { fieldLabel } from "@/lib/core/users/field-label";

/** The first records of a source that is not saved yet: how each would be read, and what it was read from. */
export function AccountsPreview({ preview }: { preview: Preview | undefined }) {
  return (
    <div role="status">
      {preview === undefined ? null : (
        <section aria-label="Preview" className="rounded-xl bg-surface-secondary px-4 py-3">
          <h2 className="font-medium">Preview of the first page</h2>
          <p className="text-muted">{toSummary(preview)}</p>
          {preview.incompleteBecause === null ? null : (
            <p className="mt-1">
              <Mark shape="triangle" tone="suspended">
                Nobody would count as gone: {preview.incompleteBecause}
              </Mark>
            </p>
          )}
          <ul className="mt-2 divide-y divide-separator">
            {preview.records.map((record, place) => (
              <li key={place} className="py-3">
                <PreviewRecord {...record} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function PreviewRecord({ raw, account, problem }: Preview["records"][number]) {
  return (
    <>
      {account === null ? (
        <Mark shape="cross" tone="failed">
          {problem}
        </Mark>
      ) : (
        <dl className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-3 gap-y-0.5">
          <Value label="Id">
            <Mono>{account.externalId}</Mono>
          </Value>
          <Value label="Status">
            <span className="flex flex-wrap items-center gap-x-2">
              <AccountStatusMark status={account.status} />
              <span className="text-muted">from {account.rawStatus}</span>
            </span>
          </Value>
          {account.kind === "SERVICE" ? <Value label="Kind">Service account</Value> : null}
          {Object.entries(account.profile).map(([field, value]) => (
            <Value key={field} label={fieldLabel(field)}>
              {value}
            </Value>
          ))}
          {account.aliases.length === 0 ? null : <Value label="Also">{account.aliases.join(", ")}</Value>}
        </dl>
      )}
      <details className="mt-2">
        <summary className="cursor-pointer text-xs text-muted">As it came</summary>
        <pre tabIndex={0} aria-label="The record as it came" className="mt-1 max-h-72 overflow-auto rounded-lg bg-surface p-3 text-xs">
          {raw}
        </pre>
      </details>
    </>
  );
}

function Value({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </>
  );
}

function toSummary({ read, keptAside, total, hasMore }: Preview): string {
  const parts = [
    `${counted(read, "person", "people")} read`,
    ...(keptAside > 0 ? [`${counted(keptAside, "record", "records")} kept aside`] : []),
    ...(total === null ? [] : [`the source counts ${total.toLocaleString("en")}`]),
    hasMore ? "more pages follow" : "no more pages follow",
  ];
  return `${parts.join("; ")}.`;
}
