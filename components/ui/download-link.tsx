"use client";

import { buttonVariants } from "@heroui/react";
import { Download } from "lucide-react";
import type { ReactNode } from "react";
import { BUTTON_VARIANTS, type ButtonVariant } from "./button-variants";

/** Fetches a file from the API: a plain link, so that the browser saves what the server names. */
export function DownloadLink({ href, variant = "secondary", children }: { href: string; variant?: ButtonVariant; children: ReactNode }) {
  return (
    <a href={href} download className={buttonVariants({ variant: BUTTON_VARIANTS[variant], size: "sm" })}>
      <Download aria-hidden className="size-4" />
      {children}
    </a>
  );
}
