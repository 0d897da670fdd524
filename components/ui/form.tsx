"use client";

import type { FormEvent, ReactNode } from "react";
import { Banner } from "./banner";
import { errorDetails } from "./error-details";
import { Mono } from "./mono";

/** One column of fields with the actions below them; an error that belongs to no field stands above the actions. */
export function Form({
  onSubmit,
  error,
  actions,
  children,
  label,
}: {
  onSubmit: () => unknown;
  /** Whatever the last attempt threw. */
  error?: unknown;
  actions: ReactNode;
  children: ReactNode;
  label: string;
}) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void onSubmit();
  };
  const details = error ? errorDetails(error) : null;
  return (
    <form onSubmit={submit} aria-label={label} noValidate className="flex flex-col gap-5">
      {children}
      {details ? (
        <Banner tone="danger">
          {details.message}
          {details.requestId ? (
            <span className="block text-xs text-muted">
              Request <Mono>{details.requestId}</Mono>
            </span>
          ) : null}
        </Banner>
      ) : null}
      <div className="flex flex-wrap items-center gap-2">{actions}</div>
    </form>
  );
}
