"use client";

import { Drawer as HeroDrawer } from "@heroui/react";
import type { ReactNode } from "react";

/** Beside the page it explains, over the whole of a phone; Escape closes it and the focus goes back to where it came from. */
export function Drawer({
  isOpen,
  onClose,
  title,
  description,
  children,
  actions,
}: {
  isOpen: boolean;
  onClose: () => void;
  title: ReactNode;
  description?: ReactNode;
  children: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <HeroDrawer.Backdrop isOpen={isOpen} onOpenChange={(open) => !open && onClose()}>
      <HeroDrawer.Content placement="right">
        <HeroDrawer.Dialog className="w-full max-w-full sm:w-[32rem]">
          <HeroDrawer.CloseTrigger aria-label="Close" />
          <HeroDrawer.Header className="gap-1 pr-10">
            <HeroDrawer.Heading className="text-base font-semibold wrap-anywhere">{title}</HeroDrawer.Heading>
            {description ? <div className="text-muted">{description}</div> : null}
          </HeroDrawer.Header>
          <HeroDrawer.Body className="text-foreground">{children}</HeroDrawer.Body>
          {actions ? <HeroDrawer.Footer className="flex-wrap">{actions}</HeroDrawer.Footer> : null}
        </HeroDrawer.Dialog>
      </HeroDrawer.Content>
    </HeroDrawer.Backdrop>
  );
}
