"use client";

import { CheckField } from "@/components/ui/check-field";
import type { Change, UndoPreview } from "@/lib/api/contract/sync-runs";
import { CHANGE_KINDS } from "@/lib/core/sync/change-set";

/** What of a run goes back. */
export interface UndoPart {
  readonly kinds: readonly Change["kind"][];
  readonly userIds: readonly string[];
}

/** What the run did, read off what would go back: a new User becomes Inactive, an account that was linked is unlinked. */
function kindsOf({ retired, unlinked, linked, fields, statuses }: UndoPreview["counts"]): Change["kind"][] {
  const isThere: Partial<Record<Change["kind"], boolean>> = { CREATE: retired > 0, LINK: unlinked > retired, UNLINK: linked > 0, FIELD: fields > 0, STATUS: statuses > retired };
  return CHANGE_KINDS.filter((kind) => isThere[kind]);
}

const KIND_LABELS: Record<Change["kind"], string> = {
  CREATE: "New people",
  LINK: "Accounts linked",
  UNLINK: "Accounts unlinked",
  FIELD: "Values of fields",
  STATUS: "Employee Status",
  MERGE: "Merges",
  SPLIT: "Splits",
};

const toggled = <Item,>(items: readonly Item[], item: Item, isIn: boolean): readonly Item[] =>
  isIn ? [...items.filter((each) => each !== item), item] : items.filter((each) => each !== item);

/** The part of an applied run that goes back: kinds of changes, people, or those people's changes of these kinds. */
export function UndoPartFields({ preview, part, onPart }: { preview: UndoPreview; part: UndoPart; onPart: (part: UndoPart) => void }) {
  const kinds = kindsOf(preview.counts);
  const people = [...new Map(preview.changes.map(({ user }) => [user.id, user])).values()];
  return (
    <div className="flex flex-col gap-4">
      <fieldset className="flex flex-wrap gap-x-6 gap-y-2">
        <legend className="mb-1.5 font-medium">What</legend>
        {kinds.map((kind) => (
          <CheckField
            key={kind}
            label={KIND_LABELS[kind]}
            isChecked={part.kinds.includes(kind)}
            onChange={(isIn) => onPart({ ...part, kinds: toggled(part.kinds, kind, isIn) })}
          />
        ))}
      </fieldset>
      <fieldset className="flex min-w-0 flex-col">
        <legend className="mb-1.5 font-medium">Whose</legend>
        <div className="flex max-h-52 flex-col gap-2 overflow-auto">
          {people.map((user) => (
            <CheckField
              key={user.id}
              label={user.name}
              isChecked={part.userIds.includes(user.id)}
              onChange={(isIn) => onPart({ ...part, userIds: toggled(part.userIds, user.id, isIn) })}
            />
          ))}
        </div>
      </fieldset>
      <p className="text-xs text-muted">Where nothing is ticked in one of the two, all of it counts.</p>
    </div>
  );
}
