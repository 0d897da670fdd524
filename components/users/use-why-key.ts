"use client";

import { useEffect } from "react";

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));

/** `?` asks why of the field that has the focus: the nearest element that names it in `data-field`. */
export function useWhyKey(onWhy: (field: string) => void): void {
  useEffect(() => {
    const ask = (event: KeyboardEvent) => {
      if (event.key !== "?" || event.metaKey || event.ctrlKey || isTyping(event.target) || !(event.target instanceof Element)) return;
      const field = event.target.closest("[data-field]")?.getAttribute("data-field");
      if (!field) return;
      event.preventDefault();
      onWhy(field);
    };
    document.addEventListener("keydown", ask);
    return () => document.removeEventListener("keydown", ask);
  }, [onWhy]);
}
