import Link from "next/link";
import type { z } from "zod";
import type { Column } from "@/components/ui/data-table";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ActivityEntry } from "@/lib/api/contract/settings";
import { actionWords, targetPath } from "./action-words";
import { detailWords } from "./detail-words";

export type Entry = z.output<typeof ActivityEntry>;

function Target({ entry, base }: { entry: Entry; base: string }) {
  const path = targetPath(entry.target);
  if (path === null) return entry.target.name;
  return (
    <Link href={base + path} className="underline-offset-2 hover:underline">
      {entry.target.name}
    </Link>
  );
}

export const activityColumns = (base: string): readonly Column<Entry>[] => [
  { key: "at", header: "When", width: "9rem", render: (entry) => <RelativeTime at={entry.at} /> },
  { key: "actor", header: "Who", width: "18%", render: (entry) => <span className="font-medium" title={entry.actor}>{entry.actor}</span> },
  {
    key: "action",
    header: "What",
    render: (entry) => (
      <span title={`${actionWords(entry.action)} ${entry.target.name}`}>
        <span className="text-muted">{actionWords(entry.action)}</span> <Target entry={entry} base={base} />
      </span>
    ),
  },
  {
    key: "detail",
    header: "More",
    width: "32%",
    isSecondary: true,
    render: ({ detail }) => (
      <span className="text-muted" title={detailWords(detail)}>
        {detailWords(detail)}
      </span>
    ),
  },
];

export function MobileEntry({ entry }: { entry: Entry }) {
  return (
    <>
      <span className="truncate">
        <span className="font-medium">{entry.actor}</span> <span className="text-muted">{actionWords(entry.action)}</span>
      </span>
      <span className="flex justify-between gap-3 text-xs text-muted">
        <span className="truncate">{entry.target.name}</span>
        <RelativeTime at={entry.at} />
      </span>
    </>
  );
}
