"use client";

import { useSyncExternalStore } from "react";

const TICK_MS = 15_000;
let now = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Steady between ticks, as React asks; renewed when nobody ticked, as on a server that runs for days. */
function readNow(): number {
  const current = Date.now();
  if (current - now > TICK_MS) now = current;
  return now;
}

/** The time in milliseconds, renewed every 15 s by one timer for the whole page. */
export const useNow = (): number => useSyncExternalStore(subscribe, readNow, readNow);
