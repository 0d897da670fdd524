"use client";

import { Modal } from "@heroui/react";
import type { ReactNode } from "react";

/** The title is a question or a verb, the body the consequence, the buttons name the action; Escape always leaves things as they are. */
export function Dialog({
  isOpen,
  onClose,
  title,
  children,
  actions,
  size = "md",
}: {
  isOpen: boolean;
  onClose: () => void;
  title: ReactNode;
  children: ReactNode;
  actions?: ReactNode;
  size?: "md" | "lg";
}) {
  return (
    <Modal.Backdrop isOpen={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Modal.Container size={size}>
        <Modal.Dialog>
          <Modal.Header>
            <Modal.Heading className="text-base font-semibold">{title}</Modal.Heading>
          </Modal.Header>
          {/* A long body scrolls: with the keyboard, too, where nothing in it takes the focus. */}
          <Modal.Body tabIndex={size === "lg" ? 0 : undefined} className="text-foreground">
            {children}
          </Modal.Body>
          {actions ? <Modal.Footer className="flex-wrap">{actions}</Modal.Footer> : null}
        </Modal.Dialog>
      </Modal.Container>
    </Modal.Backdrop>
  );
}
