"use client";

import { useId, type ReactNode } from "react";

/** Some lines of text, such as a reason. */
export function TextAreaField({
  label,
  value,
  onChange,
  help,
  error,
  rows = 2,
  maxLength = 500,
  isRequired = false,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  help?: ReactNode;
  error?: string | undefined;
  rows?: number;
  maxLength?: number;
  isRequired?: boolean;
}) {
  const id = useId();
  const below = error ?? help;
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <textarea
        id={id}
        rows={rows}
        maxLength={maxLength}
        value={value}
        required={isRequired}
        aria-invalid={error !== undefined}
        aria-describedby={below ? `${id}-below` : undefined}
        onChange={(event) => onChange(event.target.value)}
        className="input w-full"
      />
      {below ? (
        <p id={`${id}-below`} className={error === undefined ? "text-xs text-muted" : "text-xs text-status-failed"}>
          {below}
        </p>
      ) : null}
    </div>
  );
}
