"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ErrorState } from "@/components/ui/error-state";
import { Mark } from "@/components/ui/mark";
import { Mono } from "@/components/ui/mono";
import { Section } from "@/components/ui/section";
import { SelectField } from "@/components/ui/select-field";
import { Skeleton } from "@/components/ui/skeleton";
import { StatusMark } from "@/components/ui/status-mark";
import { ACCOUNT_STATUS_WORDS } from "@/components/ui/account-status-mark";
import { apiQueries } from "@/lib/api/client";
import type { StatusWord } from "@/lib/api/contract/integrations";
import { ACCOUNT_STATUSES } from "@/lib/core/accounts";
import { toEmployeeStatus } from "@/lib/core/users/employee-status";
import { orderOf, statusWord, withStatusWord } from "./policy-draft";
import type { SectionProps } from "./section-props";

const BY_CONNECTOR = "connector";

/** What each word of a source means, the words nobody knows first. */
export function StatusMapsSection(props: SectionProps) {
  const { policy, known } = props;
  const [chosen, setChosen] = useState<string | null>(null);
  const listed = orderOf(policy);
  const options = [...listed, ...[...known.keys()].filter((id) => !listed.includes(id))].flatMap((id) => {
    const source = known.get(id);
    return source ? [{ value: id, label: source.name }] : [];
  });
  const id = chosen ?? options[0]?.value ?? null;
  return (
    <Section title="Status words" description="What each word that a source uses means here. A word nobody knows makes nobody active.">
      {id === null ? (
        <p className="text-muted">Connect an app first; its words stand here.</p>
      ) : (
        <>
          <div className="w-64 max-w-full pb-2">
            <SelectField label="Source" options={options} value={id} onChange={setChosen} />
          </div>
          <Words key={id} id={id} {...props} />
        </>
      )}
    </Section>
  );
}

const inUse = ({ isKnown, count }: StatusWord): number => (isKnown ? (count > 0 ? 1 : 2) : 0);

function Words({ id, policy, known, onEdit }: SectionProps & { id: string }) {
  const words = useQuery(apiQueries.integrations.statusWords.queryOptions({ input: { id } }));
  if (words.isError && !words.data) return <ErrorState error={words.error} onRetry={() => words.refetch()} />;
  if (!words.data) return <Skeleton className="h-40 w-full" />;
  const rows = words.data.items.toSorted((one, other) => inUse(one) - inUse(other) || other.count - one.count);
  const name = known.get(id)?.name ?? "";
  if (rows.length === 0) return <p className="text-muted">{name} has sent no status yet. Sync it first.</p>;
  return (
    <table aria-label={`Status words of ${name}`} className="w-full border-collapse text-left">
      <thead>
        <tr className="h-9 border-b border-border text-xs text-muted">
          <th scope="col" className="pr-3 font-medium">
            It says
          </th>
          <th scope="col" className="px-3 text-right font-medium">
            People
          </th>
          <th scope="col" className="px-3 font-medium">
            It means
          </th>
          <th scope="col" className="hidden pl-3 font-medium sm:table-cell">
            Employee Status
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <WordRow
            key={row.raw}
            row={row}
            own={statusWord(policy, id, row.raw)}
            onChoose={(status) => onEdit(withStatusWord(policy, id, row.raw, status), `The meaning of ${row.raw} changed.`)}
          />
        ))}
      </tbody>
    </table>
  );
}

type Meaning = StatusWord["status"];

function WordRow({ row, own, onChoose }: { row: StatusWord; own: Meaning | undefined; onChoose: (status: Meaning | null) => void }) {
  const { raw, count, connectorStatus } = row;
  const employeeStatus = toEmployeeStatus(own ?? connectorStatus ?? "UNKNOWN");
  const byConnector = connectorStatus === null ? "Unknown to the connector" : `${ACCOUNT_STATUS_WORDS[connectorStatus]} (usual)`;
  return (
    <tr className="h-12 border-b border-separator">
      <td className="py-1.5 pr-3 wrap-anywhere">
        {raw === "" ? <span className="text-muted">No word</span> : <Mono>{raw}</Mono>}
        {connectorStatus === null && own === undefined ? (
          <span className="block text-xs">
            <Mark shape="diamond" tone="quarantined">
              Nobody knows it
            </Mark>
          </span>
        ) : null}
      </td>
      <td className="tabular px-3 text-right">{count.toLocaleString("en")}</td>
      <td className="px-3">
        <div className="max-w-48">
          <SelectField
            label={`What ${raw === "" ? "no word" : raw} means`}
            isLabelHidden
            options={[
              { value: BY_CONNECTOR, label: byConnector },
              ...ACCOUNT_STATUSES.map((value) => ({ value, label: ACCOUNT_STATUS_WORDS[value] })),
            ]}
            value={own ?? BY_CONNECTOR}
            onChange={(value) => onChoose(ACCOUNT_STATUSES.find((status) => status === value) ?? null)}
          />
        </div>
      </td>
      <td className="hidden pl-3 sm:table-cell">
        {employeeStatus === undefined ? <span className="text-muted">No opinion</span> : <StatusMark status={employeeStatus} />}
      </td>
    </tr>
  );
}
