"use client";

import { Description, FieldError, Label, ListBox, Select } from "@heroui/react";
import type { ReactNode } from "react";

export interface SelectOption {
  readonly value: string;
  readonly label: string;
}

export function SelectField({
  label,
  options,
  value,
  onChange,
  help,
  error,
  placeholder = "Choose",
  isDisabled = false,
  isLabelHidden = false,
}: {
  label: string;
  options: readonly SelectOption[];
  value: string | null;
  onChange: (value: string) => void;
  help?: ReactNode;
  error?: string | undefined;
  placeholder?: string;
  isDisabled?: boolean;
  /** In a table the column's head is the label on screen. */
  isLabelHidden?: boolean;
}) {
  return (
    <Select
      value={value}
      onChange={(key) => key !== null && onChange(String(key))}
      isInvalid={error !== undefined}
      isDisabled={isDisabled}
      placeholder={placeholder}
      validationBehavior="aria"
      className="w-full"
    >
      <Label className={isLabelHidden ? "sr-only" : ""}>{label}</Label>
      <Select.Trigger>
        <Select.Value />
        <Select.Indicator />
      </Select.Trigger>
      {help && error === undefined ? <Description>{help}</Description> : null}
      <FieldError>{error}</FieldError>
      <Select.Popover>
        <ListBox>
          {options.map((option) => (
            <ListBox.Item key={option.value} id={option.value} textValue={option.label}>
              {option.label}
              <ListBox.ItemIndicator />
            </ListBox.Item>
          ))}
        </ListBox>
      </Select.Popover>
    </Select>
  );
}
