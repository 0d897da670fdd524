"use client";

import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { ChoiceField } from "@/components/ui/choice-field";
import { RemovalCounts } from "./removal-counts";
import type { SourceRow } from "./source-row";

export type PeopleDecision = "keep" | "deactivate";

/** What becomes of the people of a source that is not in the list any more, counts first, and the ways back. */
export function RemovedSource({
  row,
  title,
  listed,
  decision,
  putBackLabel,
  onDecide,
  onPutBack,
  onLinkOnly,
}: {
  row: SourceRow;
  title: string;
  /** The sources that stay and have a say. */
  listed: readonly string[];
  decision: PeopleDecision;
  putBackLabel: string;
  onDecide: (decision: PeopleDecision) => void;
  onPutBack: () => void;
  /** Back in the list for those who are people already; it creates nobody. */
  onLinkOnly: () => void;
}) {
  return (
    <Callout title={title}>
      <RemovalCounts row={row} listed={listed} />
      <div className="py-3 text-foreground">
        <ChoiceField
          label={`Those whom only ${row.name} knows`}
          value={decision}
          onChange={onDecide}
          choices={[
            { value: "keep", label: "Keep them as they are", help: "Their last name, e-mail and status stay, and they show as “Not in any current source”." },
            {
              value: "deactivate",
              label: "Deactivate them",
              help: "They become Inactive and are signed out, all in the one sync that follows. Limits count them like anybody who loses access, and that sync can be undone.",
            },
          ]}
        />
      </div>
      <p>Nobody is deleted, and who joins another source later follows that one. Nothing happens before you save.</p>
      <div className="flex flex-wrap gap-2 pt-3">
        <Button onPress={onLinkOnly}>Keep them on {row.name}, create nobody new</Button>
        <Button onPress={onPutBack}>{putBackLabel}</Button>
      </div>
    </Callout>
  );
}
