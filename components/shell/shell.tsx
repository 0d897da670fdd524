"use client";

import { Modal } from "@heroui/react";
import { Menu } from "lucide-react";
import { useState, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { roleMay } from "@/lib/core/access/permissions";
import type { Role } from "@/lib/core/access/roles";
import { AccountMenu, type Person } from "./account-menu";
import { RoleProvider } from "./may";
import { OrganizationSwitcher, type OrganizationRef } from "./organization-switcher";
import { PermissionGate } from "./permission-gate";
import { RailLinks } from "./rail-links";
import type { Theme } from "./theme";
import { WaitingBanners } from "./waiting-banners";

interface ShellProps {
  organization: OrganizationRef;
  person: Person;
  role: Role;
  theme: Theme;
  children: ReactNode;
}

/** The frame of every page inside an Organization: rail, banners of what waits, content. On a phone the rail is a sheet. */
export function Shell({ organization, person, role, theme, children }: ShellProps) {
  const [isSheetOpen, setSheetOpen] = useState(false);
  const base = `/${organization.slug}`;
  const rail = (onNavigate?: () => void) => (
    <div className="flex h-full flex-col gap-3 p-3">
      <OrganizationSwitcher organization={organization} />
      <div className="min-h-0 flex-1 overflow-y-auto">
        <RailLinks base={base} role={role} onNavigate={onNavigate} />
      </div>
      <AccountMenu person={person} base={base} theme={theme} />
    </div>
  );
  return (
    <div className="min-h-dvh sm:grid sm:grid-cols-[14rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-lg focus:bg-overlay focus:px-3 focus:py-2 focus:shadow-overlay"
      >
        Skip to content
      </a>
      <header className="flex items-center gap-1 border-b border-border bg-rail px-2 py-1.5 sm:hidden">
        <Button variant="quiet" isIconOnly aria-label="Open menu" onPress={() => setSheetOpen(true)}>
          <Menu aria-hidden />
        </Button>
        <span className="truncate font-semibold">{organization.name}</span>
      </header>
      <div className="sticky top-0 hidden h-dvh border-r border-border bg-rail sm:block">{rail()}</div>
      <Modal.Backdrop isOpen={isSheetOpen} onOpenChange={setSheetOpen} className="justify-start sm:hidden">
        <Modal.Container className="m-0 h-full w-72 max-w-[85vw] flex-none items-stretch p-0" placement="center">
          <Modal.Dialog aria-label="Menu" className="h-full max-h-none w-full max-w-none rounded-none bg-rail p-0">
            {rail(() => setSheetOpen(false))}
          </Modal.Dialog>
        </Modal.Container>
      </Modal.Backdrop>
      <main id="content" tabIndex={-1} className="min-w-0 focus:outline-none">
        <RoleProvider role={role}>
          {roleMay(role, "source-of-truth:read") && roleMay(role, "sync-run:read") ? <WaitingBanners base={base} /> : null}
          <PermissionGate role={role} base={base}>
            {children}
          </PermissionGate>
        </RoleProvider>
      </main>
    </div>
  );
}
