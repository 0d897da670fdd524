import { Hand } from "lucide-react";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Override } from "@/lib/api/contract/overrides";

/** Beside a value that a person set over all sources: whose it is, until when, and why. */
export function OverrideBadge({ override: { owner, reason, expiresAt } }: { override: Override }) {
  return (
    <span className="inline-flex min-w-0 flex-wrap items-baseline gap-x-1.5 text-xs" title={`“${reason}”`}>
      <span className="inline-flex items-center gap-1.5 text-status-suspended">
        <Hand aria-hidden className="size-3.5 shrink-0" />
        Override
      </span>
      <span className="text-muted wrap-anywhere">
        by {owner.name}
        {expiresAt === null ? "" : <>, ends <RelativeTime at={expiresAt} /></>}: “{reason}”
      </span>
    </span>
  );
}
