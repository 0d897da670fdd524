"use client";

import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import type { SourceOfTruth } from "@/lib/api/contract/source-of-truth";

/** Two people edited at once: nothing is lost, a person decides which order stays. */
export function ConflictBanner({
  saved,
  onLoadTheirs,
  onKeepMine,
}: {
  saved: SourceOfTruth;
  onLoadTheirs: () => void;
  onKeepMine: () => void;
}) {
  return (
    <Banner
      tone="warning"
      action={
        <>
          <Button onPress={onLoadTheirs}>Load their version</Button>
          <Button onPress={onKeepMine}>Keep mine</Button>
        </>
      }
    >
      <p className="font-medium">
        {saved.savedBy?.name ?? "Somebody else"} saved version {saved.version} <RelativeTime at={saved.savedAt} />, while you were editing.
      </p>
      <p className="text-muted">
        Their order: {saved.userSources.map((source) => source.name).join(", ") || "no sources"}. “Keep mine” leaves your order here; it
        replaces theirs when you save.
      </p>
    </Banner>
  );
}
