"use client";

import { useId, useState, type ReactNode } from "react";

/** A whole number within bounds. While it is being typed it may be empty; what is out of bounds is not passed on, and said. */
export function NumberField({
  label,
  value,
  onChange,
  min,
  max,
  unit,
  help,
}: {
  label: string;
  value: number;
  onChange: (value: number) => void;
  min: number;
  max: number;
  /** Stands behind the number, such as "%". */
  unit?: string;
  help?: ReactNode;
}) {
  const id = useId();
  const [text, setText] = useState(String(value));
  const [known, setKnown] = useState(value);
  if (known !== value) {
    setKnown(value);
    setText(String(value));
  }
  const parsed = /^\d+$/.test(text.trim()) ? Number(text) : null;
  const isValid = parsed !== null && parsed >= min && parsed <= max;
  const edit = (next: string) => {
    setText(next);
    const number = /^\d+$/.test(next.trim()) ? Number(next) : null;
    if (number === null || number < min || number > max || number === value) return;
    setKnown(number);
    onChange(number);
  };
  const below = isValid ? help : `Enter a whole number from ${min.toLocaleString("en")} to ${max.toLocaleString("en")}.`;
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <span className="flex items-center gap-2">
        <input
          id={id}
          inputMode="numeric"
          autoComplete="off"
          value={text}
          aria-invalid={!isValid}
          aria-describedby={below ? `${id}-below` : undefined}
          onChange={(event) => edit(event.target.value)}
          onBlur={() => setText(String(value))}
          className="input tabular w-24"
        />
        {unit ? <span className="text-muted">{unit}</span> : null}
      </span>
      {below ? (
        <p id={`${id}-below`} className={isValid ? "max-w-[72ch] text-xs text-muted" : "text-xs text-status-failed"}>
          {below}
        </p>
      ) : null}
    </div>
  );
}
