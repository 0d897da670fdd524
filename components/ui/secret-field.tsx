"use client";

import { Label } from "@heroui/react";
import { useId, useState, type ReactNode } from "react";
import { Button } from "./button";
import { Mono } from "./mono";
import { TextField } from "./text-field";

export interface StoredSecret {
  readonly set: boolean;
  readonly lastFour: string;
}

/** A value that goes in and never comes out: one that is stored shows its last four and waits to be replaced. */
export function SecretField({
  label,
  value,
  onChange,
  stored,
  help,
  error,
  isRequired = false,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  stored?: StoredSecret | undefined;
  help?: ReactNode;
  error?: string | undefined;
  isRequired?: boolean;
}) {
  const [isReplacing, setReplacing] = useState(false);
  const labelId = useId();
  if (stored?.set && !isReplacing && value === "") {
    return (
      <div role="group" aria-labelledby={labelId} className="flex flex-col gap-1">
        <Label elementType="span" id={labelId}>
          {label}
        </Label>
        <div className="flex min-h-9 items-center justify-between gap-3 rounded-lg border border-border px-3">
          <span className="text-muted">
            Set, ends in <Mono>{stored.lastFour}</Mono>
          </span>
          <Button variant="quiet" className="-mr-2" onPress={() => setReplacing(true)}>
            Replace
          </Button>
        </div>
      </div>
    );
  }
  return (
    <TextField
      label={label}
      value={value}
      onChange={onChange}
      help={help}
      error={error}
      type="password"
      autoComplete="new-password"
      isRequired={isRequired}
      autoFocus={isReplacing}
    />
  );
}
