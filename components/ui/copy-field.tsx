"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "./button";

/** A value to take along, such as a one-time link; selecting it by hand works where the clipboard is closed. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = () =>
    navigator.clipboard.writeText(value).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <div className="flex items-center gap-2 rounded-lg border border-border bg-surface-secondary py-1 pr-1 pl-3">
      <input
        readOnly
        aria-label={label}
        value={value}
        onFocus={(event) => event.target.select()}
        className="min-w-0 flex-1 bg-transparent font-mono text-[0.8125rem] focus-visible:outline-2 focus-visible:outline-focus"
      />
      <Button onPress={() => void copy()}>
        {isCopied ? <Check aria-hidden /> : <Copy aria-hidden />}
        {isCopied ? "Copied" : "Copy"}
      </Button>
    </div>
  );
}
