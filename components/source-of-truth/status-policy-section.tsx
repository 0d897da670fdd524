"use client";

import { useState } from "react";
import { ChoiceField } from "@/components/ui/choice-field";
import { Section } from "@/components/ui/section";
import { SelectField } from "@/components/ui/select-field";
import { StatusMark } from "@/components/ui/status-mark";
import type { SectionProps } from "./section-props";
import { statusTable, WITNESS_WORDS, WITNESSES } from "./status-table";

const POLICIES = [
  { value: "first-listed", label: "First listed wins", help: "The first listed source that has the person and knows the status decides." },
  {
    value: "most-restrictive",
    label: "Most restrictive wins",
    help: "One source that says suspended or inactive is enough, wherever it stands in the list.",
  },
] as const;

const RIGHTS = [
  { value: "may-grant", label: "may grant and restrict" },
  { value: "may-only-restrict", label: "may only restrict" },
] as const;

/** How the sources' words about one person become one Employee Status, as a table that the engine itself fills. */
export function StatusPolicySection({ policy, onEdit }: SectionProps) {
  const [rights, setRights] = useState<(typeof RIGHTS)[number]["value"]>("may-grant");
  const rows = statusTable(policy.statusPolicy, rights);
  return (
    <Section title="Status policy" description="What happens when sources disagree about the same person.">
      <ChoiceField
        label="When sources disagree"
        isLabelHidden
        choices={POLICIES}
        value={policy.statusPolicy}
        onChange={(statusPolicy) => onEdit({ ...policy, statusPolicy }, "The status policy changed.")}
      />
      <div className="flex flex-wrap items-center gap-2 pt-4 pb-2">
        <span className="text-muted">The table, where the second source</span>
        <span className="w-52">
          <SelectField
            label="What the second source may do"
            isLabelHidden
            options={RIGHTS}
            value={rights}
            onChange={(value) => setRights(value === "may-only-restrict" ? value : "may-grant")}
          />
        </span>
      </div>
      <div role="region" aria-label="Employee Status by what two sources say" tabIndex={0} className="overflow-x-auto">
        <table className="w-full min-w-[34rem] border-collapse text-left text-xs">
          <thead>
            <tr className="h-9 border-b border-border text-xs text-muted">
              <th scope="col" className="pr-3 font-medium">
                First source ↓ second →
              </th>
              {WITNESSES.map((witness) => (
                <th key={witness} scope="col" className="px-1.5 font-medium">
                  {WITNESS_WORDS[witness]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ first, results }) => (
              <tr key={first} className="h-9 border-b border-separator">
                <th scope="row" className="pr-3 text-xs font-medium text-muted">
                  {WITNESS_WORDS[first]}
                </th>
                {results.map((status, index) => (
                  <td key={WITNESSES[index]} className="px-1.5">
                    {status === null ? <span className="text-muted">Stays</span> : <StatusMark status={status} />}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="max-w-[72ch] pt-2 text-xs text-muted">
        “Stays” keeps the last status; a new person begins as Staged. “Not listed” is a source that no longer returns the person; only when
        none returns them, and complete walks prove it, do they become Inactive.
      </p>
    </Section>
  );
}
