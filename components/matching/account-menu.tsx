"use client";

import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { useMay } from "@/components/shell/may";
import { ActionMenu } from "@/components/ui/action-menu";
import type { Account } from "@/lib/api/contract/users";
import { LinkAccountDialog } from "./link-account-dialog";
import { UnlinkAccountDialog } from "./unlink-account-dialog";

/** What a person may decide about whose an account is. */
export function AccountMenu({ account }: { account: Account }) {
  const [open, setOpen] = useState<"link" | "unlink" | null>(null);
  const mayDecide = useMay("matching:decide");
  const close = () => setOpen(null);
  if (!mayDecide) return null;
  const label = `Decide whose ${account.name ?? account.email ?? account.externalId} in ${account.source.name} is`;
  return (
    <>
      <ActionMenu
        label={label}
        variant="quiet"
        trigger={<Ellipsis aria-hidden className="size-4" />}
        actions={[
          { id: "link", label: account.user ? "Link to another User" : "Link to a User", onAction: () => setOpen("link") },
          ...(account.user ? [{ id: "unlink", label: `Unlink from ${account.user.name}`, onAction: () => setOpen("unlink") }] : []),
        ]}
      />
      {open === "link" ? <LinkAccountDialog account={account} onClose={close} /> : null}
      {open === "unlink" ? <UnlinkAccountDialog account={account} onClose={close} /> : null}
    </>
  );
}
