"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { CheckField } from "@/components/ui/check-field";
import { Dialog } from "@/components/ui/dialog";
import { errorDetails } from "@/components/ui/error-details";
import { useOrganizationPath } from "@/components/shell/use-organization-path";
import { counted } from "@/components/sync-runs/run-words";
import { personName } from "@/components/users/person-name";
import { apiQueries } from "@/lib/api/client";
import type { UserDetail } from "@/lib/api/contract/users";
import { AccountLine } from "./account-line";
import { ReasonField } from "./reason-field";
import { useDecision } from "./use-decision";

/** Makes a new User of some accounts of this one. */
export function SplitDialog({ user, onClose }: { user: UserDetail; onClose: () => void }) {
  const path = useOrganizationPath();
  const router = useRouter();
  const [accountIds, setAccountIds] = useState<readonly string[]>([]);
  const [reason, setReason] = useState("");
  const { onSuccess } = useDecision(onClose, "Split off");
  const split = useMutation(
    apiQueries.matching.split.mutationOptions({
      onSuccess: async ({ id }) => {
        router.push(path(`/users/${id}`));
        await onSuccess();
      },
    }),
  );
  const toggle = (id: string, isChosen: boolean) => setAccountIds((last) => (isChosen ? [...last, id] : last.filter((each) => each !== id)));
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Split ${personName(user)} in two`}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            variant="primary"
            isDisabled={accountIds.length === 0 || reason.trim() === ""}
            isPending={split.isPending}
            onPress={() => split.mutate({ id: user.id, accountIds: [...accountIds], reason: reason.trim() })}
          >
            {accountIds.length === 0 ? "Split off" : `Split off ${counted(accountIds.length, "account")}`}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <fieldset className="flex flex-col gap-3">
          <legend className="mb-2 font-medium">Which accounts are somebody else’s?</legend>
          {user.accounts.map((account) => (
            <CheckField
              key={account.id}
              isChecked={accountIds.includes(account.id)}
              onChange={(isChosen) => toggle(account.id, isChosen)}
              label={<AccountLine account={account} />}
            />
          ))}
        </fieldset>
        <p className="text-muted">
          They make a new User, whose values come from them. {personName(user)} keeps the id, the history, the sign-in and the other accounts. It can be undone.
        </p>
        <ReasonField value={reason} onChange={setReason} />
        {split.isError ? <Banner tone="danger">{errorDetails(split.error).message}</Banner> : null}
      </div>
    </Dialog>
  );
}
