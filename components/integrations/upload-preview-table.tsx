"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Mark } from "@/components/ui/mark";
import { Stat } from "@/components/ui/stat";
import { fieldLabel } from "@/lib/core/users/field-label";
import type { UploadPreview } from "@/lib/api/contract/integrations";

/** Counts first, then what is wrong with its line, then the first rows as they were understood. */
export function UploadPreviewTable({ preview, mapping }: { preview: UploadPreview; mapping: Readonly<Record<string, string>> }) {
  const mapped = preview.headers.filter((header) => (mapping[header] ?? "") !== "");
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap gap-x-6 gap-y-4">
        <Stat label="rows" value={preview.rows} />
        <Stat label="people" value={preview.people} />
        <Stat label="rows kept aside" value={preview.rows - preview.people} />
        {preview.warnings.length > 0 ? <Stat label="warnings" value={preview.warnings.length} /> : null}
      </div>
      {preview.encoding === "utf-8" ? null : (
        <p className="text-muted">The file is written in {preview.encoding === "windows-1252" ? "Windows-1252" : "UTF-16"} and is converted. Look whether names with accents are right below.</p>
      )}
      <LineMessages title="Kept aside: these rows are not imported" messages={preview.errors} tone="failed" />
      <LineMessages title="Imported, with something left out" messages={preview.warnings} tone="suspended" />
      {mapped.length > 0 && preview.sample.length > 0 ? (
        <div tabIndex={0} role="region" aria-label="First rows" className="overflow-x-auto">
          <table className="w-full border-collapse text-left">
            <caption className="pb-2 text-left text-muted">The first {preview.sample.length} rows</caption>
            <thead>
              <tr className="h-9 border-b border-border text-xs text-muted">
                {mapped.map((header) => (
                  <th key={header} scope="col" className="pr-6 font-medium whitespace-nowrap">
                    {fieldLabel(mapping[header] ?? "")}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {preview.sample.map((row, index) => (
                <tr key={index} className="h-10 border-b border-separator">
                  {mapped.map((header) => (
                    <td key={header} className="max-w-56 truncate pr-6" title={row[header] ?? ""}>
                      {row[header]}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </div>
  );
}

const SHOWN = 10;

function LineMessages({ title, messages, tone }: { title: string; messages: UploadPreview["errors"]; tone: "failed" | "suspended" }) {
  const [isOpen, setOpen] = useState(false);
  if (messages.length === 0) return null;
  const shown = isOpen ? messages : messages.slice(0, SHOWN);
  return (
    <div>
      <h3 className="font-medium">
        <Mark shape={tone === "failed" ? "cross" : "triangle"} tone={tone}>
          {title}
        </Mark>
      </h3>
      <ul className="mt-1 divide-y divide-separator border-y border-separator">
        {shown.map(({ line, message }, index) => (
          <li key={`${String(line)}-${String(index)}`} className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-3 py-2">
            <span className="tabular text-muted">Line {line}</span>
            <span className="wrap-anywhere">{message}</span>
          </li>
        ))}
      </ul>
      {isOpen || messages.length <= SHOWN ? null : (
        <Button variant="quiet" className="mt-1 -ml-2" onPress={() => setOpen(true)}>
          Show all {messages.length}
        </Button>
      )}
    </div>
  );
}
