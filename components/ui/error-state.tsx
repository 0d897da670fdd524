"use client";

import type { ReactNode } from "react";
import { Button } from "./button";
import { errorDetails } from "./error-details";
import { Mono } from "./mono";

/** In place of content that could not be read: what happened, what is safe, what to do, and the request id. */
export function ErrorState({
  error,
  onRetry,
  safe = "Nothing was changed.",
}: {
  error: unknown;
  onRetry?: (() => unknown) | undefined;
  safe?: ReactNode;
}) {
  const { message, requestId } = errorDetails(error);
  return (
    <div role="alert" className="flex flex-col items-start gap-2 rounded-xl border border-border px-6 py-8">
      <h2 className="text-base font-medium">This could not be shown</h2>
      <p className="max-w-[72ch] wrap-anywhere">
        {message} <span className="text-muted">{safe}</span>
      </p>
      {requestId ? (
        <p className="text-xs text-muted">
          Request <Mono>{requestId}</Mono>
        </p>
      ) : null}
      {onRetry ? (
        <Button className="mt-2" onPress={() => void onRetry()}>
          Try again
        </Button>
      ) : null}
    </div>
  );
}
