"use client";

import { buttonVariants } from "@heroui/react";
import Link from "next/link";
import type { ReactNode } from "react";
import { BUTTON_VARIANTS, type ButtonVariant } from "./button-variants";

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function LinkButton({ href, variant = "secondary", children }: { href: string; variant?: ButtonVariant; children: ReactNode }) {
  return (
    <Link href={href} className={buttonVariants({ variant: BUTTON_VARIANTS[variant], size: "sm" })}>
      {children}
    </Link>
  );
}
