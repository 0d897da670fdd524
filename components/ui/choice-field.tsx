"use client";

import { useId, type ReactNode } from "react";

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
  readonly help?: ReactNode;
}

/** One of a few, each with its consequence below. */
export function ChoiceField<Value extends string>({
  label,
  choices,
  value,
  onChange,
  isLabelHidden = false,
}: {
  label: string;
  choices: readonly Choice<Value>[];
  value: Value;
  onChange: (value: Value) => void;
  isLabelHidden?: boolean;
}) {
  const name = useId();
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className={isLabelHidden ? "sr-only" : "mb-1.5 font-medium"}>{label}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className="flex items-start gap-2.5">
          <input
            type="radio"
            name={name}
            className="mt-0.5 size-4 shrink-0 accent-accent"
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
          />
          <span className="min-w-0">
            {choice.label}
            {choice.help ? <span className="block max-w-[72ch] text-xs text-muted">{choice.help}</span> : null}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
