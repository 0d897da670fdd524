"use client";

import { fieldLabel } from "@/lib/core/users/field-label";

/** Beside every value; `?` on anything within a `data-field` does the same, see `useWhyKey`. */
export function WhyButton({ field, onWhy }: { field: string; onWhy: (field: string) => void }) {
  return (
    <button
      type="button"
      aria-label={`why? ${fieldLabel(field)}`}
      aria-haspopup="dialog"
      aria-keyshortcuts="?"
      onClick={() => onWhy(field)}
      className="cursor-pointer rounded px-1 py-0.5 text-xs text-muted underline decoration-dotted underline-offset-2 hover:text-foreground focus-visible:outline-2 focus-visible:outline-focus"
    >
      why?
    </button>
  );
}
