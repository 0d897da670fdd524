"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { errorDetails } from "@/components/ui/error-details";
import { TextField } from "@/components/ui/text-field";
import type { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { nameToType } from "./effect-words";
import { SyncConsequence } from "./sync-consequence";
import type { Effect } from "./use-preview";
import type { Saving } from "./use-save-policy";

interface SaveDialogProps {
  isOpen: boolean;
  onClose: () => void;
  effect: Effect;
  policy: SourceOfTruthPolicy;
  /** Names of the listed sources that can be read, and of those that cannot. */
  readable: readonly string[];
  unreadable: readonly string[];
  isSaving: boolean;
  error: unknown;
  onSave: (then: Saving["then"]) => void;
}

const listWords = new Intl.ListFormat("en", { type: "conjunction" });
const isSameName = (one: string, other: string) =>
  one.trim().normalize("NFKC").toLowerCase() === other.trim().normalize("NFKC").toLowerCase();

/** The effect once more and what becomes of people; nothing is saved before one of its buttons is pressed. */
export function SaveDialog(props: SaveDialogProps) {
  const { isOpen, onClose, effect, policy, readable, unreadable, isSaving, error, onSave } = props;
  const [typed, setTyped] = useState("");
  const [pressed, setPressed] = useState<Saving["then"]["kind"] | null>(null);
  const { preview, isWorking } = effect;
  const name = preview ? nameToType(preview) : null;
  const isLocked = (name !== null && !isSameName(typed, name)) || (isWorking && effect.error === null);
  const close = () => {
    setTyped("");
    onClose();
  };
  const save = (then: Saving["then"]) => {
    setPressed(then.kind);
    onSave(then);
  };
  const pending = (kind: Saving["then"]["kind"]) => isSaving && pressed === kind;
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      title="Sync All Changes"
      size="lg"
      actions={
        <>
          <Button variant="quiet" isPending={pending("wait")} isDisabled={isLocked || isSaving} onPress={() => save({ kind: "wait" })}>
            Not now
          </Button>
          <Button
            isPending={pending("apply")}
            isDisabled={isLocked || isSaving || preview === null}
            onPress={() => preview && save({ kind: "apply", previewToken: preview.token })}
          >
            Apply what is shown
          </Button>
          <Button variant="primary" isPending={pending("sync")} isDisabled={isLocked || isSaving} onPress={() => save({ kind: "sync" })}>
            Sync all changes
          </Button>
        </>
      }
    >
      <SyncConsequence effect={effect} policy={policy}>
        {name === null ? null : (
          <TextField
            label={`Type “${name}” to go on`}
            value={typed}
            onChange={setTyped}
            help={
              preview?.lockedOut.some(({ isYou }) => isYou)
                ? "You would lose sign-in yourself. Only another Admin could undo it."
                : "An Admin would lose sign-in."
            }
          />
        )}
        <dl className="grid gap-x-4 gap-y-2 sm:grid-cols-[9.5rem_minmax(0,1fr)]">
          <dt className="font-medium">Sync all changes</dt>
          <dd className="text-muted">
            {readable.length > 0
              ? `Saves, reads everybody anew from ${listWords.format(readable)}, then applies. The numbers differ by what has changed there since.`
              : "Saves, reads no source because none that is listed is connected, and applies."}
            {unreadable.length > 0
              ? ` ${listWords.format(unreadable)} cannot be read at present; their people keep their last values.`
              : ""}
          </dd>
          <dt className="font-medium">Apply what is shown</dt>
          <dd className="text-muted">
            Saves and makes exactly these changes, from what was last read. Should anything differ by then, nobody changes and the run waits
            for you.
          </dd>
          <dt className="font-medium">Not now</dt>
          <dd className="text-muted">Saves; people stay as they are until the next sync. Press Escape to go on editing without saving.</dd>
        </dl>
        <p className="text-muted">Nobody is deleted. People who become Suspended or Inactive are signed out and cannot sign in any more.</p>
        {error ? (
          <p role="alert" className="text-status-failed">
            {errorDetails(error).message} Your changes are still here and not saved.
          </p>
        ) : null}
      </SyncConsequence>
    </Dialog>
  );
}
