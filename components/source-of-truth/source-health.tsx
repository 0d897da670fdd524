import Link from "next/link";
import { Mark } from "@/components/ui/mark";
import { RelativeTime } from "@/components/ui/relative-time";
import type { SourceRow } from "./source-row";

/** How fresh a source is. */
export function SourceHealth({ row }: { row: SourceRow }) {
  if (row.state === "broken") {
    return (
      <Mark shape="cross" tone="failed">
        Broken
      </Mark>
    );
  }
  if (row.state === "disconnected") {
    return (
      <Mark shape="barred" tone="inactive">
        Disconnected
      </Mark>
    );
  }
  if (row.lastSyncAt === null) {
    return (
      <Mark shape="dashed" tone="staged">
        Not synced yet
      </Mark>
    );
  }
  return (
    <Mark shape={row.message === null ? "dot" : "triangle"} tone={row.message === null ? "active" : "suspended"}>
      <RelativeTime at={row.lastSyncAt} />
    </Mark>
  );
}

/** The reason a source is not well and the way to mend it; nothing for one that is. */
export function SourceTrouble({ row, base }: { row: SourceRow; base: string }) {
  if (row.state === "connected" && row.message === null) return null;
  const reason =
    row.message ??
    (row.state === "disconnected" ? "It was disconnected; its people keep their last values." : "It cannot be read at present.");
  const way = row.state === "disconnected" ? "Reconnect it" : row.state === "broken" ? "Mend it" : "Look at it";
  return (
    <p className="mt-0.5 text-xs text-muted">
      {reason}{" "}
      <Link href={`${base}/integrations/${row.id}`} className="whitespace-nowrap text-accent-text underline underline-offset-2">
        {way}
      </Link>
    </p>
  );
}
