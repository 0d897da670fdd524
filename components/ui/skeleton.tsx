import { classNames } from "./class-names";

/** A quiet block with the size of what comes; give the size in `className`. */
export function Skeleton({ className }: { className: string }) {
  return <span aria-hidden className={classNames("block animate-pulse-soft rounded-md bg-default", className)} />;
}
