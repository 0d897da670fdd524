"use client";

import { SearchField } from "@heroui/react";
import { useEffect, useRef, useState } from "react";

const QUIET_MS = 250;

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));

/** Answers once the typing rests for 250 ms; `/` puts the cursor here from anywhere on the page. */
export function SearchInput({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  if (known !== value) {
    // Cleared or gone back to from elsewhere, such as a chip or the browser's history.
    setKnown(value);
    setText(value);
  }

  useEffect(() => {
    if (text.trim() === value) return undefined;
    const timer = setTimeout(() => {
      setKnown(text.trim());
      onChange(text.trim());
    }, QUIET_MS);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);

  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener("keydown", focus);
    return () => document.removeEventListener("keydown", focus);
  }, []);

  return (
    <SearchField aria-label={label} value={text} onChange={setText} className="w-full sm:w-72">
      <SearchField.Group>
        <SearchField.SearchIcon />
        <SearchField.Input ref={input} placeholder={label} aria-keyshortcuts="/" maxLength={200} />
        {text === "" ? (
          <kbd aria-hidden className="mr-2 hidden rounded border border-border px-1.5 font-mono text-xs text-muted sm:block">
            /
          </kbd>
        ) : (
          <SearchField.ClearButton />
        )}
      </SearchField.Group>
    </SearchField>
  );
}
