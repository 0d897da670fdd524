"use client";

import { useId, type ReactNode } from "react";

const pad = (part: number): string => String(part).padStart(2, "0");

/** As the browser's own field writes it, in the reader's time zone; empty for no moment. */
function toLocalText(at: string | null): string {
  if (at === null) return "";
  const date = new Date(at);
  return `${String(date.getFullYear())}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}T${pad(date.getHours())}:${pad(date.getMinutes())}`;
}

/** A moment in the reader's own time zone, taken and given as an ISO instant; null while it is empty. */
export function MomentField({
  label,
  value,
  onChange,
  min,
  max,
  help,
  error,
}: {
  label: string;
  value: string | null;
  onChange: (value: string | null) => void;
  min?: string;
  max?: string;
  help?: ReactNode;
  error?: string | undefined;
}) {
  const id = useId();
  const below = error ?? help;
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <input
        id={id}
        type="datetime-local"
        value={toLocalText(value)}
        min={min === undefined ? undefined : toLocalText(min)}
        max={max === undefined ? undefined : toLocalText(max)}
        aria-invalid={error !== undefined}
        aria-describedby={below ? `${id}-below` : undefined}
        onChange={({ target }) => {
          const date = new Date(target.value);
          onChange(target.value === "" || Number.isNaN(date.getTime()) ? null : date.toISOString());
        }}
        className="input min-h-9 w-full sm:w-64 dark:scheme-dark"
      />
      {below ? (
        <p id={`${id}-below`} className={error === undefined ? "text-xs text-muted" : "text-xs text-status-failed"}>
          {below}
        </p>
      ) : null}
    </div>
  );
}
