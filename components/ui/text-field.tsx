"use client";

import { Description, FieldError, Input, Label, TextField as HeroTextField } from "@heroui/react";
import type { ReactNode } from "react";

export interface TextFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Below the field; the error takes its place. */
  help?: ReactNode;
  error?: string | undefined;
  name?: string;
  type?: "text" | "email" | "password" | "url";
  placeholder?: string;
  autoComplete?: string;
  isRequired?: boolean;
  isDisabled?: boolean;
  autoFocus?: boolean;
  maxLength?: number;
  /** In a row of fields what stands beside it is the label on screen. */
  isLabelHidden?: boolean;
}

export function TextField({
  label,
  help,
  error,
  placeholder,
  autoComplete = "off",
  type = "text",
  isLabelHidden = false,
  ...field
}: TextFieldProps) {
  return (
    <HeroTextField
      {...field}
      type={type}
      autoComplete={autoComplete}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className="w-full"
    >
      <Label className={isLabelHidden ? "sr-only" : ""}>{label}</Label>
      <Input className="w-full" {...(placeholder ? { placeholder } : {})} />
      {help && error === undefined ? <Description>{help}</Description> : null}
      <FieldError>{error}</FieldError>
    </HeroTextField>
  );
}
