"use client";

import { ErrorState } from "@/components/ui/error-state";
import { Page } from "@/components/ui/page";

export default function ErrorPage({ error, reset }: { error: Error; reset: () => void }) {
  return (
    <Page title="This page failed">
      <ErrorState error={error} onRetry={reset} safe="What you saved before is safe." />
    </Page>
  );
}
