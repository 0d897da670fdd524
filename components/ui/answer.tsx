import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

/** A question people ask at this very place, with its answer a press away. */
export function Answer({ question, children }: { question: string; children: ReactNode }) {
  return (
    <details className="group">
      <summary className="inline-flex cursor-pointer list-none items-center gap-1 text-muted hover:text-foreground [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-3.5 shrink-0 transition-transform group-open:rotate-90 motion-reduce:transition-none" />
        {question}
      </summary>
      <div className="max-w-[72ch] pt-1 pb-2 pl-[1.125rem] text-muted">{children}</div>
    </details>
  );
}
