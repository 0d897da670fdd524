"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { errorDetails } from "@/components/ui/error-details";
import { personName } from "@/components/users/person-name";
import { UserPicker } from "@/components/users/user-picker";
import type { UserRow } from "@/components/users/users-queries";
import { apiQueries } from "@/lib/api/client";
import type { Account } from "@/lib/api/contract/users";
import { AccountLine } from "./account-line";
import { ReasonField } from "./reason-field";
import { useDecision } from "./use-decision";

/** Gives an account to a User, whatever the keys say. */
export function LinkAccountDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const [user, setUser] = useState<UserRow | null>(null);
  const [reason, setReason] = useState("");
  const link = useMutation(apiQueries.matching.link.mutationOptions(useDecision(onClose, "Account linked")));
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Whose is this account?"
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            variant="primary"
            isDisabled={user === null || reason.trim() === ""}
            isPending={link.isPending}
            onPress={() => user && link.mutate({ id: account.id, userId: user.id, reason: reason.trim() })}
          >
            {user === null ? "Link it" : `Link it to ${personName(user)}`}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <AccountLine account={account} />
        <UserPicker label="Link it to" chosen={user} onChoose={setUser} {...(account.user && { without: account.user.id })} />
        <ReasonField value={reason} onChange={setReason} />
        <p className="text-muted">
          {account.user ? `It leaves ${account.user.name}. ` : ""}Both people’s values follow at once, and no later sync takes the link away. It can be undone.
        </p>
        {link.isError ? <Banner tone="danger">{errorDetails(link.error).message}</Banner> : null}
      </div>
    </Dialog>
  );
}
