import type { ReactNode } from "react";

/** A page outside the frame: sign-in, blocked, set-up, and what went wrong before there was a frame. */
export function PlainPage({ title, eyebrow, children }: { title: ReactNode; eyebrow?: ReactNode; children: ReactNode }) {
  return (
    <main className="flex min-h-dvh items-start justify-center bg-rail px-4 py-10 sm:items-center">
      <div className="flex w-full max-w-md flex-col gap-4 rounded-xl border border-border bg-background p-6 sm:p-8">
        {eyebrow ? <p className="text-xs text-muted">{eyebrow}</p> : null}
        <h1 className="text-xl font-semibold tracking-tight wrap-anywhere">{title}</h1>
        {children}
      </div>
    </main>
  );
}
