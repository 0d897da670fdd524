"use client";

import { Button as HeroButton, type ButtonProps as HeroButtonProps } from "@heroui/react";
import type { ReactNode } from "react";
import { BUTTON_VARIANTS, type ButtonVariant } from "./button-variants";
import { Spinner } from "./spinner";

export interface ButtonProps extends Omit<HeroButtonProps, "variant" | "children"> {
  variant?: ButtonVariant;
  children?: ReactNode;
}

/**
 * While pending it keeps its focus and ignores presses, so that nothing is sent twice. React Aria's own pending state
 * would do the same, but leaves an announcement behind that names the button even when that is gone.
 */
export function Button({ variant = "secondary", isPending = false, children, ...rest }: ButtonProps) {
  const inert = isPending ? ({ "aria-disabled": true, type: "button", onPress: () => undefined } as const) : {};
  return (
    <HeroButton size="sm" {...rest} {...inert} variant={BUTTON_VARIANTS[variant]}>
      {isPending ? <Spinner /> : null}
      {children}
    </HeroButton>
  );
}
