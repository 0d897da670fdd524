/** The key that does the same, for those who see it; assistive technology reads it from the button. */
export function KeyHint({ children }: { children: string }) {
  return (
    <kbd aria-hidden className="hidden rounded border border-current/30 px-1.5 font-mono text-xs sm:inline">
      {children}
    </kbd>
  );
}
