"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { ChoiceField } from "@/components/ui/choice-field";
import { Dialog } from "@/components/ui/dialog";
import { errorDetails } from "@/components/ui/error-details";
import { apiQueries } from "@/lib/api/client";
import type { Account } from "@/lib/api/contract/users";
import { AccountLine } from "./account-line";
import { ReasonField } from "./reason-field";
import { useDecision } from "./use-decision";

type Way = "never" | "anew";

/** Takes an account from its User, for good or to be matched anew. */
export function UnlinkAccountDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const [reason, setReason] = useState("");
  const [way, setWay] = useState<Way>("never");
  const unlink = useMutation(apiQueries.matching.unlink.mutationOptions(useDecision(onClose, "Account unlinked")));
  const owner = account.user?.name ?? "its User";
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Unlink this account from ${owner}?`}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            variant="primary"
            isDisabled={reason.trim() === ""}
            isPending={unlink.isPending}
            onPress={() => unlink.mutate({ id: account.id, reason: reason.trim(), never: way === "never" })}
          >
            Unlink
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <AccountLine account={account} />
        <ChoiceField<Way>
          label="And then?"
          value={way}
          onChange={setWay}
          choices={[
            { value: "never", label: `Never link it to ${owner} again`, help: "It goes to somebody else who fits, or becomes a person of its own." },
            { value: "anew", label: "Match it anew", help: "The keys decide at once; where they say the same as before, it comes back." },
          ]}
        />
        <ReasonField value={reason} onChange={setReason} />
        {unlink.isError ? <Banner tone="danger">{errorDetails(unlink.error).message}</Banner> : null}
      </div>
    </Dialog>
  );
}
