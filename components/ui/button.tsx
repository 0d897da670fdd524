"use client";

import { Button as HeroButton, type ButtonProps as HeroButtonProps } from "@heroui/react";
import type { ReactNode } from "react";
import { BUTTON_VARIANTS, type ButtonVariant } from "./button-variants";
import { Spinner } from "./spinner";

export interface ButtonProps extends Omit<HeroButtonProps, "variant" | "children"> {
  variant?: ButtonVariant;
  children?: ReactNode;
}

/** While pending it keeps its focus and ignores presses, so that nothing is sent twice. */
export function Button({ variant = "secondary", isPending = false, children, ...rest }: ButtonProps) {
  return (
    <HeroButton size="sm" isPending={isPending} {...rest} variant={BUTTON_VARIANTS[variant]}>
      {isPending ? <Spinner /> : null}
      {children}
    </HeroButton>
  );
}
