"use client";

import { ActionMenu } from "@/components/ui/action-menu";
import { Button } from "@/components/ui/button";
import { overrideOf } from "@/components/overrides/override-fields";
import { useMay } from "@/components/shell/may";
import type { UserDetail } from "@/lib/api/contract/users";
import type { OpenDialog } from "./user-dialogs";

/** The status is what an Admin comes here to overrule; everything else about a person stands in the menu beside it. */
export function UserActions({ user, onOpen }: { user: UserDetail; onOpen: (open: OpenDialog) => void }) {
  const statusOverride = overrideOf(user, "employeeStatus");
  const mayManage = useMay("user:manage");
  if (!mayManage) return null;
  return (
    <>
      <ActionMenu
        label="More about this person"
        trigger="More"
        actions={[
          { id: "field", label: "Override a value", onAction: () => onOpen({ kind: "override", field: "title" }) },
          { id: "link", label: "Create sign-in link", onAction: () => onOpen({ kind: "link" }) },
          { id: "role", label: "Change the role", onAction: () => onOpen({ kind: "role" }) },
          { id: "merge", label: "Merge with another User", detail: "When two Users are one person", onAction: () => onOpen({ kind: "merge" }) },
          {
            id: "split",
            label: "Split in two",
            detail: "When two people are one User",
            isDisabled: user.accounts.length < 2,
            onAction: () => onOpen({ kind: "split" }),
          },
        ]}
      />
      {statusOverride ? (
        <Button variant="primary" onPress={() => onOpen({ kind: "lift", override: statusOverride })}>
          Lift the override
        </Button>
      ) : (
        <Button variant="primary" onPress={() => onOpen({ kind: "override", field: "employeeStatus" })}>
          Override status
        </Button>
      )}
    </>
  );
}
