import type { ReactNode } from "react";

/** An aside within content: an explanation or a consequence, quieter than a banner. */
export function Callout({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <div className="rounded-xl bg-surface-secondary px-4 py-3">
      {title ? <p className="font-medium">{title}</p> : null}
      <div className="max-w-[72ch] text-muted">{children}</div>
    </div>
  );
}
