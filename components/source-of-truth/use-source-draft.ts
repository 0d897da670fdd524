"use client";

import { useState } from "react";
import type { SourceOfTruth } from "@/lib/api/contract/source-of-truth";
import { isSameOrder, type SourceDraft } from "./source-order";

export interface EditedOrder {
  readonly order: readonly string[];
  readonly isDirty: boolean;
  /** Somebody saved since this edit began; saving now would be refused. */
  readonly isConflict: boolean;
  readonly baseVersion: number;
  readonly edit: (order: readonly string[]) => void;
  /** Drops the edit and shows what is saved. */
  readonly reset: () => void;
  /** Keeps the edit and begins it anew from what is saved by now. */
  readonly rebase: () => void;
}

/** Until something is edited the list follows what is saved; an edit stays in hand while others save. */
export function useSourceDraft(saved: SourceOfTruth): EditedOrder {
  const [draft, setDraft] = useState<SourceDraft | null>(null);
  const savedOrder = saved.userSources.map((source) => source.integrationId);
  const order = draft?.order ?? savedOrder;
  const baseVersion = draft?.baseVersion ?? saved.version;
  return {
    order,
    baseVersion,
    isDirty: draft !== null && !isSameOrder(order, savedOrder),
    isConflict: draft !== null && draft.baseVersion !== saved.version && !isSameOrder(order, savedOrder),
    // Back where it began is no edit: it must not stand in the way of what others save.
    edit: (next) => setDraft(baseVersion === saved.version && isSameOrder(next, savedOrder) ? null : { baseVersion, order: next }),
    reset: () => setDraft(null),
    rebase: () => setDraft({ baseVersion: saved.version, order }),
  };
}
