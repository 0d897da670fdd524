import type { ReactNode } from "react";

/** Ids and the raw words of other systems. */
export function Mono({ children }: { children: ReactNode }) {
  return <code className="font-mono text-[0.8125rem] wrap-anywhere">{children}</code>;
}
