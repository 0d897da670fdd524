import { type ReactNode, useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Stat } from "@/components/ui/stat";
import type { UndoPreview } from "@/lib/api/contract/sync-runs";
import { UndoChangeList } from "./undo-change-list";
import { counted, figure } from "./run-words";
import type { UndoneBy } from "./sync-runs-queries";

const NAMES_SHOWN = 10;

/** Numbers first, then who loses sign-in by name, then what cannot go back and why, then the rows. */
export function UndoEffect({ preview, undone }: { preview: UndoPreview; undone: UndoneBy }) {
  const { counts, conflicts, changes, lockedOut, holds, restoresVersion } = preview;
  if (counts.usersChanged === 0 && conflicts.length === 0) return <p>Nothing goes back: nobody has a value of this run any more.</p>;
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap gap-x-6 gap-y-3">
        <Stat label={counts.usersChanged === 1 ? "person changes back" : "people change back"} value={counts.usersChanged} />
        <Stat label={counts.accessLost === 1 ? "loses sign-in" : "lose sign-in"} value={counts.accessLost} />
        {counts.accessGained > 0 ? <Stat label={counts.accessGained === 1 ? "gains sign-in" : "gain sign-in"} value={counts.accessGained} /> : null}
        {counts.retired > 0 ? <Stat label="made by it, become Inactive" value={counts.retired} /> : null}
        {counts.unlinked > 0 ? <Stat label="accounts unlinked" value={counts.unlinked} /> : null}
        {counts.conflicts > 0 ? <Stat label={counts.conflicts === 1 ? "change stays as it is" : "changes stay as they are"} value={counts.conflicts} /> : null}
      </div>
      {lockedOut.length > 0 ? (
        <Banner tone="warning">
          {lockedOut.slice(0, NAMES_SHOWN).map(({ name, isAdmin }) => (isAdmin ? `${name} (Admin)` : name)).join(", ")}
          {lockedOut.length > NAMES_SHOWN ? ` and ${figure(lockedOut.length - NAMES_SHOWN)} more` : ""} cannot sign in then.
        </Banner>
      ) : null}
      <ul className="list-disc pl-5 text-muted">
        {holds.length > 0 ? (
          <li>
            {holds.map(({ name }) => name).join(", ")} {holds.length === 1 ? "is" : "are"} put on hold, so that the next sync does not do the same again. You release{" "}
            {holds.length === 1 ? "it" : "them"} when the source is right.
          </li>
        ) : null}
        {restoresVersion === null ? null : <li>People follow version {restoresVersion} of the Source of Truth again.</li>}
        <li>It is a run of its own, which can be undone too. History and the activity log show both.</li>
      </ul>
      {changes.length > 0 ? (
        <Foldable summary={changes.length < 200 ? `See ${counted(changes.length, "change")}` : "See every change"}>
          <UndoChangeList undone={undone} counts={counts} />
        </Foldable>
      ) : null}
      {conflicts.length > 0 ? <Conflicts conflicts={conflicts} /> : null}
    </div>
  );
}

function Conflicts({ conflicts }: { conflicts: UndoPreview["conflicts"] }) {
  return (
    <section aria-label="What stays as it is">
      <h3 className="mb-1 font-medium">Stays as it is</h3>
      <ul className="max-h-48 divide-y divide-separator overflow-auto border-y border-separator">
        {conflicts.map(({ user, field, kind, message }) => (
          <li key={`${user.id} ${kind} ${field ?? ""}`} className="py-1.5 wrap-anywhere">
            <span className="font-medium">{user.name}</span> <span className="text-muted">{message}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Foldable({ summary, children }: { summary: string; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className="w-fit cursor-pointer text-muted hover:text-foreground">{summary}</summary>
      <div className="mt-2 max-h-64 overflow-auto">{isOpen ? children : null}</div>
    </details>
  );
}
