"use client";

import { useEffect, useId, useSyncExternalStore } from "react";

const dirty = new Set<string>();
const listeners = new Set<() => void>();

function mark(id: string, isDirty: boolean): void {
  if (dirty.has(id) === isDirty) return;
  if (isDirty) dirty.add(id);
  else dirty.delete(id);
  for (const listener of listeners) listener();
}

/** While `isDirty`, leaving by a link or by closing the tab asks first. The question itself stands in `UnsavedGuard`. */
export function useUnsavedGuard(isDirty: boolean): void {
  const id = useId();
  useEffect(() => {
    mark(id, isDirty);
    return () => mark(id, false);
  }, [id, isDirty]);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether anything on the page would be lost. */
export const useHasUnsaved = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => dirty.size > 0,
    () => false,
  );
