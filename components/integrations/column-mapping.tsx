"use client";

import { SelectField } from "@/components/ui/select-field";
import type { FileColumns } from "./use-import";

const LEFT_OUT = "left-out";
const EXAMPLES = 3;

/** One row a column: its name, what stands in it, and the field it becomes. */
export function ColumnMapping({
  columns: { headers, fields, sample },
  mapping,
  onChange,
}: {
  columns: FileColumns;
  mapping: Readonly<Record<string, string>>;
  onChange: (header: string, field: string) => void;
}) {
  const options = [{ value: LEFT_OUT, label: "Leave out" }, ...fields.map(({ field, label }) => ({ value: field, label }))];
  return (
    <div role="table" aria-label="Columns of the file" className="border-y border-separator">
      <div role="row" className="hidden h-9 items-center gap-x-6 border-b border-border text-xs font-medium text-muted sm:grid sm:grid-cols-[minmax(0,14rem)_minmax(0,1fr)_14rem]">
        <span role="columnheader">Column</span>
        <span role="columnheader">For example</span>
        <span role="columnheader">Becomes</span>
      </div>
      {headers.map((header) => (
        <div
          key={header}
          role="row"
          className="grid items-center gap-x-6 gap-y-1 border-b border-separator py-2 last:border-b-0 sm:grid-cols-[minmax(0,14rem)_minmax(0,1fr)_14rem]"
        >
          <span role="cell" className="min-w-0 font-medium wrap-anywhere">
            {header}
          </span>
          <span role="cell" className="min-w-0 truncate text-muted">
            {exampleWords(sample, header)}
          </span>
          <div role="cell">
            <SelectField
              label={`${header} becomes`}
              isLabelHidden
              options={options}
              value={mapping[header] === undefined || mapping[header] === "" ? LEFT_OUT : mapping[header]}
              onChange={(value) => onChange(header, value === LEFT_OUT ? "" : value)}
            />
          </div>
        </div>
      ))}
    </div>
  );
}

const exampleWords = (sample: FileColumns["sample"], header: string): string =>
  [...new Set(sample.map((row) => row[header] ?? ""))].filter((cell) => cell !== "").slice(0, EXAMPLES).join(", ");
