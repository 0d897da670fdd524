"use client";

import { useMemo, useState } from "react";
import type { SourceOfTruth } from "@/lib/api/contract/source-of-truth";
import type { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { fingerprint, type PolicyDraft, policyOf } from "./policy-draft";

export interface EditedPolicy {
  readonly policy: SourceOfTruthPolicy;
  readonly savedPolicy: SourceOfTruthPolicy;
  readonly isDirty: boolean;
  /** Somebody saved since this edit began; saving now would be refused. */
  readonly isConflict: boolean;
  readonly baseVersion: number;
  readonly edit: (policy: SourceOfTruthPolicy) => void;
  /** Drops the edit and shows what is saved. */
  readonly reset: () => void;
  /** Keeps the edit and begins it anew from what is saved by now. */
  readonly rebase: () => void;
}

/** Until something is edited the screen follows what is saved; an edit stays in hand while others save. */
export function usePolicyDraft(saved: SourceOfTruth): EditedPolicy {
  const [draft, setDraft] = useState<PolicyDraft | null>(null);
  const savedPolicy = useMemo(() => policyOf(saved), [saved]);
  const savedPrint = useMemo(() => fingerprint(savedPolicy), [savedPolicy]);
  const policy = draft?.policy ?? savedPolicy;
  const baseVersion = draft?.baseVersion ?? saved.version;
  const isDirty = draft !== null && fingerprint(draft.policy) !== savedPrint;
  return {
    policy,
    savedPolicy,
    baseVersion,
    isDirty,
    isConflict: isDirty && draft.baseVersion !== saved.version,
    // Back where it began is no edit: it must not stand in the way of what others save.
    edit: (next) => setDraft(baseVersion === saved.version && fingerprint(next) === savedPrint ? null : { baseVersion, policy: next }),
    reset: () => setDraft(null),
    rebase: () => setDraft({ baseVersion: saved.version, policy }),
  };
}
