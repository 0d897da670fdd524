import { Hand } from "lucide-react";

/** Where there is no room for the whole badge. */
export function OverriddenMark() {
  return (
    <span title="Override: set by a person over all sources" className="inline-flex shrink-0 text-status-suspended">
      <Hand aria-hidden className="size-3.5" />
      <span className="sr-only">Override</span>
    </span>
  );
}
