"use client";

import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { peopleWords, type SourceRow } from "./source-row";

/** What saving would take from the list, what becomes of its people, and the way back. */
export function RemovedSources({ rows, onPutBack }: { rows: readonly SourceRow[]; onPutBack: (id: string) => void }) {
  return rows.map((row) => (
    <Callout key={row.id} title={`${row.name} will be removed when you save`}>
      <p>
        Nobody is deleted. Of its {peopleWords(row.people)}, those in another source follow that one. The rest keep their last name, e-mail
        and status and show as “Not in any current source”.
      </p>
      <Button className="mt-2" onPress={() => onPutBack(row.id)}>
        Put {row.name} back
      </Button>
    </Callout>
  ));
}
