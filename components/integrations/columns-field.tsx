"use client";

import { Plus, X } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { FIELD_LABELS } from "@/lib/core/users/field-label";
import { readColumns } from "./form-fields";

interface ColumnsFieldProps {
  label: string;
  help: string | undefined;
  error: string | undefined;
  value: string;
  fields: readonly string[];
  onChange: (value: string) => void;
}

/** Which column of a file becomes which field; without any, columns are recognised by their names. */
export function ColumnsField({ label, help, error, value, fields, onChange }: ColumnsFieldProps) {
  const [rows, setRows] = useState<readonly (readonly [string, string])[]>(() => Object.entries(readColumns(value)));
  const write = (next: readonly (readonly [string, string])[]) => {
    setRows(next);
    const named = next.filter(([header, field]) => header.trim() !== "" && field !== "");
    onChange(named.length === 0 ? "" : JSON.stringify(Object.fromEntries(named)));
  };
  const options = fields.map((field) => ({ value: field, label: new Map<string, string>(Object.entries(FIELD_LABELS)).get(field) ?? field }));
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1 text-sm font-medium">{label}</legend>
      {rows.map(([header, field], index) => (
        <div key={index} className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] items-center gap-2">
          <TextField label={`Column ${String(index + 1)}`} isLabelHidden placeholder="Name in the file" value={header} onChange={(text) => write(rows.with(index, [text, field]))} />
          <SelectField label={`Column ${String(index + 1)} becomes`} isLabelHidden placeholder="Becomes" options={options} value={field === "" ? null : field} onChange={(chosen) => write(rows.with(index, [header, chosen]))} />
          <Button variant="quiet" aria-label={`Leave out ${header === "" ? `column ${String(index + 1)}` : header}`} onPress={() => write(rows.toSpliced(index, 1))}>
            <X aria-hidden className="size-4" />
          </Button>
        </div>
      ))}
      <Button variant="quiet" className="-ml-2 self-start" onPress={() => setRows([...rows, ["", ""]])}>
        <Plus aria-hidden className="size-4" /> Map a column
      </Button>
      <p className={error === undefined ? "text-xs text-muted" : "text-xs text-status-failed"}>{error ?? help}</p>
    </fieldset>
  );
}
