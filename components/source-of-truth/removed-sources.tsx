"use client";

import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { RemovalCounts } from "./removal-counts";
import type { SourceRow } from "./source-row";

/** What becomes of the people of a source that saving would take from the list, counts first, and the other ways. */
export function RemovedSources({
  rows,
  listed,
  onPutBack,
  onKeep,
}: {
  rows: readonly SourceRow[];
  /** The sources that stay and have a say. */
  listed: readonly string[];
  onPutBack: (id: string) => void;
  /** Back in the list for those who are people already; it creates nobody. */
  onKeep: (id: string) => void;
}) {
  return rows.map((row) => (
    <Callout key={row.id} title={`What becomes of the people of ${row.name}?`}>
      <RemovalCounts row={row} listed={listed} />
      <p className="pt-1">Nobody is deleted. Whom it changes stands beside the list; nothing happens before you save.</p>
      <div className="flex flex-wrap gap-2 pt-3">
        <Button onPress={() => onKeep(row.id)}>Keep them on {row.name}, create nobody new</Button>
        <Button onPress={() => onPutBack(row.id)}>Put {row.name} back</Button>
      </div>
    </Callout>
  ));
}
