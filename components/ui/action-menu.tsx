"use client";

import { Dropdown } from "@heroui/react";
import type { ReactNode } from "react";
import { Button } from "./button";
import { classNames } from "./class-names";
import type { ButtonVariant } from "./button-variants";

export interface MenuAction {
  readonly id: string;
  readonly label: string;
  readonly detail?: ReactNode;
  readonly icon?: ReactNode;
  readonly href?: string;
  readonly onAction?: () => void;
  readonly isDanger?: boolean;
  readonly isDisabled?: boolean;
}

/** A button that opens a list of actions. */
export function ActionMenu({
  label,
  trigger,
  variant = "secondary",
  actions,
  align = "end",
  className,
}: {
  /** Names the menu, and the button too when `trigger` is only an icon. */
  label: string;
  trigger: ReactNode;
  variant?: ButtonVariant;
  actions: readonly MenuAction[];
  /** Which edge of the button the list keeps to. */
  align?: "start" | "end";
  className?: string;
}) {
  const isIconOnly = typeof trigger !== "string";
  return (
    <Dropdown>
      <Button variant={variant} {...(isIconOnly ? { "aria-label": label } : {})} {...(className === undefined ? {} : { className })}>
        {trigger}
      </Button>
      <Dropdown.Popover placement={`bottom ${align}`} className="max-w-[min(24rem,90vw)]">
        <Dropdown.Menu aria-label={label} disabledKeys={actions.filter((action) => action.isDisabled).map((action) => action.id)}>
          {actions.map((action) => (
            <Dropdown.Item
              key={action.id}
              id={action.id}
              textValue={action.label}
              {...(action.href === undefined ? {} : { href: action.href })}
              {...(action.onAction === undefined ? {} : { onAction: action.onAction })}
              className={classNames(action.isDanger && "text-status-failed")}
            >
              {action.icon}
              <span className="min-w-0 flex-1">
                <span className="block truncate">{action.label}</span>
                {action.detail ? <span className="block text-xs text-muted">{action.detail}</span> : null}
              </span>
            </Dropdown.Item>
          ))}
        </Dropdown.Menu>
      </Dropdown.Popover>
    </Dropdown>
  );
}
