"use client";

import { useId, type ReactNode } from "react";
import { counted, figure } from "@/components/sync-runs/run-words";
import type { UploadPreview } from "@/lib/api/contract/integrations";
import type { ImportModeName } from "./use-import";

/** Additions, or a full list: the second shows who would be missing and asks to have seen it. */
export function ImportMode({
  preview: { missing, people },
  mode,
  onMode,
  isConfirmed,
  onConfirmed,
}: {
  preview: UploadPreview;
  mode: ImportModeName;
  onMode: (mode: ImportModeName) => void;
  isConfirmed: boolean;
  onConfirmed: (isConfirmed: boolean) => void;
}) {
  const name = useId();
  return (
    <fieldset className="flex max-w-[720px] flex-col gap-3">
      <legend className="mb-3 font-medium">What is this file?</legend>
      <Choice name={name} isChosen={mode === "additions"} onChoose={() => onMode("additions")} title="Additions only">
        Adds and updates {counted(people, "person", "people")}. Nobody who is absent from it counts as missing.
      </Choice>
      <Choice name={name} isChosen={mode === "snapshot"} onChoose={() => onMode("snapshot")} title="A full list">
        {missing.count === 0
          ? "Everybody known from earlier files is in it, so nobody would be missing."
          : `Lists everybody. ${counted(missing.count, "person", "people")} known from earlier files would be missing.`}
      </Choice>
      {mode === "snapshot" && missing.count > 0 ? (
        <div className="rounded-xl border border-status-suspended/35 bg-status-suspended/8 px-4 py-3">
          <p className="font-medium">
            {counted(missing.count, "person is", "people are")} not in this file
          </p>
          <p className="wrap-anywhere">
            {missing.sample.join(", ")}
            {missing.count > missing.sample.length ? ` and ${figure(missing.count - missing.sample.length)} more` : ""}
          </p>
          <p className="mt-1 text-muted">Where no other source has them, they become Inactive and cannot sign in. Large removals are held for a decision.</p>
          <label className="mt-2 flex items-start gap-2.5">
            <input type="checkbox" className="mt-0.5 size-4 accent-accent" checked={isConfirmed} onChange={(event) => onConfirmed(event.target.checked)} />I
            have seen who is missing, and they have left
          </label>
        </div>
      ) : null}
    </fieldset>
  );
}

function Choice({ name, isChosen, onChoose, title, children }: { name: string; isChosen: boolean; onChoose: () => void; title: string; children: ReactNode }) {
  return (
    <label className="flex items-start gap-2.5">
      <input type="radio" name={name} className="mt-0.5 size-4 accent-accent" checked={isChosen} onChange={onChoose} />
      <span>
        <span className="font-medium">{title}</span>
        <span className="block text-muted">{children}</span>
      </span>
    </label>
  );
}
