"use client";

import { Toast, toast as heroToast } from "@heroui/react";
import type { ReactNode } from "react";

const VARIANTS = { neutral: "default", danger: "danger" } as const;

/** Says in one line what was done; never the only place where something important stands. */
export function toast(
  message: ReactNode,
  { tone = "neutral", description }: { tone?: keyof typeof VARIANTS; description?: ReactNode } = {},
): void {
  heroToast(message, { variant: VARIANTS[tone], timeout: tone === "danger" ? 12_000 : 5_000, ...(description ? { description } : {}) });
}

/** The one place where toasts appear; the shell carries it. */
export function Toaster() {
  return <Toast.Provider placement="bottom end" />;
}
