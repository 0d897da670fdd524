"use client";

import { useId, useRef, useState, type DragEvent } from "react";
import { Button } from "@/components/ui/button";
import { Mono } from "@/components/ui/mono";
import type { StoredSecret } from "@/components/ui/secret-field";
import { TextAreaField } from "@/components/ui/text-area-field";

const SIZE_MAX_BYTES = 100 * 1024;
const ROWS_MAX = 14;

interface LongFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  help?: string | undefined;
  error?: string | undefined;
  isRequired?: boolean;
  stored?: StoredSecret | undefined;
  /** False for lines that are written here, such as a mapping that comes with a default. */
  isFile?: boolean;
}

/** A key or a certificate: pasted, dropped as a file, or chosen. */
export function LongField({ label, value, onChange, help, error, isRequired = false, stored, isFile = true }: LongFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const inputId = useId();
  const [problem, setProblem] = useState<string>();
  const take = async (file: File | undefined) => {
    if (!file) return;
    setProblem(file.size > SIZE_MAX_BYTES ? `${file.name} is larger than 100 KB, so it is no key.` : undefined);
    if (file.size <= SIZE_MAX_BYTES) onChange(await file.text());
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    void take(event.dataTransfer.files[0]);
  };
  return (
    <div onDragOver={(event) => event.preventDefault()} onDrop={drop} className="flex flex-col gap-1.5 [&_textarea]:font-mono [&_textarea]:text-xs">
      <TextAreaField label={label} value={value} onChange={onChange} help={help} error={problem ?? error} rows={Math.min(Math.max(value.split("\n").length, 5), ROWS_MAX)} maxLength={20_000} isRequired={isRequired} />
      <div hidden={!isFile} className="flex flex-wrap items-center gap-x-3 text-xs text-muted">
        <label htmlFor={inputId} className="sr-only">
          File with the {label.toLowerCase()}
        </label>
        <input ref={input} id={inputId} type="file" className="sr-only" tabIndex={-1} onChange={(event) => void take(event.target.files?.[0])} />
        <Button variant="quiet" className="-ml-2" onPress={() => input.current?.click()}>
          Choose a file
        </Button>
        {stored?.set === true ? (
          <span>
            One is set{stored.lastFour === "" ? "" : <>, ending in <Mono>{stored.lastFour.trim()}</Mono></>}. What you enter replaces it.
          </span>
        ) : (
          "or drop one on the field."
        )}
      </div>
    </div>
  );
}
