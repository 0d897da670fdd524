import type { ReactNode } from "react";
import { classNames } from "./class-names";

export type Tone = "active" | "staged" | "suspended" | "inactive" | "failed" | "quarantined" | "neutral";
export type Shape = "dot" | "dashed" | "pause" | "barred" | "triangle" | "cross" | "diamond" | "turning" | "ring";

const TEXT: Record<Tone, string> = {
  active: "text-status-active",
  staged: "text-status-staged",
  suspended: "text-status-suspended",
  inactive: "text-status-inactive",
  failed: "text-status-failed",
  quarantined: "text-status-quarantined",
  neutral: "text-muted",
};

const LINES: Record<Shape, ReactNode> = {
  dot: <circle cx="6" cy="6" r="4" fill="currentColor" stroke="none" />,
  dashed: <circle cx="6" cy="6" r="4" strokeDasharray="2.1 2.1" />,
  pause: <path d="M4 2.5v7M8 2.5v7" strokeWidth="2" />,
  barred: <path d="M6 1.75a4.25 4.25 0 1 0 0 8.5 4.25 4.25 0 0 0 0-8.5ZM3 9l6-6" />,
  triangle: <path d="M6 1.8 10.8 10H1.2Z" fill="currentColor" strokeLinejoin="round" />,
  cross: <path d="m2.5 2.5 7 7m0-7-7 7" strokeWidth="2" />,
  diamond: <path d="M6 1.4 10.6 6 6 10.6 1.4 6Z" />,
  turning: <path d="M10 6a4 4 0 1 1-1.2-2.85" />,
  ring: <circle cx="6" cy="6" r="4" />,
};

/** A state is always a shape, a word and a colour, so that none of the three is needed alone. */
export function Mark({ shape, tone, children }: { shape: Shape; tone: Tone; children: ReactNode }) {
  return (
    <span className={classNames("inline-flex items-center gap-1.5 whitespace-nowrap", TEXT[tone])}>
      <svg
        aria-hidden
        viewBox="0 0 12 12"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        className={classNames("size-3 shrink-0", shape === "turning" && "animate-spin motion-reduce:animate-none")}
      >
        {LINES[shape]}
      </svg>
      {children}
    </span>
  );
}
