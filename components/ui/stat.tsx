import Link from "next/link";
import type { ReactNode } from "react";
import { classNames } from "./class-names";

/** One number with its word; with `href` it leads to the list it counts. */
export function Stat({
  label,
  value,
  href,
  isCurrent = false,
}: {
  label: ReactNode;
  value: number | string;
  href?: string;
  isCurrent?: boolean;
}) {
  const content = (
    <>
      <span className="tabular text-xl font-semibold">{typeof value === "number" ? value.toLocaleString("en") : value}</span>
      <span className="text-xs text-muted">{label}</span>
    </>
  );
  const frame = "flex min-w-24 flex-col gap-0.5";
  if (href === undefined) return <div className={frame}>{content}</div>;
  return (
    <Link
      href={href}
      aria-current={isCurrent ? "true" : undefined}
      className={classNames(frame, "-m-2 rounded-lg p-2 hover:bg-default-soft aria-[current]:bg-default-soft")}
    >
      {content}
    </Link>
  );
}
