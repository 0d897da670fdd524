import type { ReactNode } from "react";

/** Teaches the next step, with one action. */
export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="flex flex-col items-start gap-2 rounded-xl border border-dashed border-border px-6 py-10 sm:items-center sm:text-center">
      <h2 className="text-base font-medium">{title}</h2>
      {children ? <div className="max-w-[56ch] text-muted">{children}</div> : null}
      {action ? <div className="mt-2 flex flex-wrap gap-2">{action}</div> : null}
    </div>
  );
}
