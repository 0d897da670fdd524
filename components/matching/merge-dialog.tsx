"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { ChoiceField } from "@/components/ui/choice-field";
import { Dialog } from "@/components/ui/dialog";
import { errorDetails } from "@/components/ui/error-details";
import { Skeleton } from "@/components/ui/skeleton";
import { useOrganizationPath } from "@/components/shell/use-organization-path";
import { personName } from "@/components/users/person-name";
import { UserPicker } from "@/components/users/user-picker";
import { userQuery, type UserRow } from "@/components/users/users-queries";
import { apiQueries } from "@/lib/api/client";
import type { UserDetail } from "@/lib/api/contract/users";
import { MergeComparison } from "./merge-comparison";
import { ReasonField } from "./reason-field";
import { useDecision } from "./use-decision";

/** Two Users that are one person: who is kept, both side by side, and why. */
export function MergeDialog({ user, onClose }: { user: UserDetail; onClose: () => void }) {
  const path = useOrganizationPath();
  const router = useRouter();
  const [chosen, setChosen] = useState<UserRow | null>(null);
  const [keptId, setKeptId] = useState(user.id);
  const [reason, setReason] = useState("");
  const other = useQuery({ ...userQuery(chosen?.id ?? ""), enabled: chosen !== null });
  const { onSuccess } = useDecision(onClose, "Merged");
  const merge = useMutation(
    apiQueries.matching.merge.mutationOptions({
      onSuccess: async ({ kept }) => {
        if (kept.id !== user.id) router.push(path(`/users/${kept.id}`));
        await onSuccess();
      },
    }),
  );
  const pair = other.data ? (keptId === user.id ? { kept: user, merged: other.data } : { kept: other.data, merged: user }) : null;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="lg"
      title={`Merge ${personName(user)} with another User`}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            variant="primary"
            isDisabled={pair === null || reason.trim() === ""}
            isPending={merge.isPending}
            onPress={() => pair && merge.mutate({ id: pair.kept.id, userId: pair.merged.id, reason: reason.trim() })}
          >
            Merge
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <UserPicker
          label="Who is the same person?"
          chosen={chosen}
          without={user.id}
          onChoose={(next) => {
            setChosen(next);
            setKeptId(user.id);
          }}
        />
        {chosen !== null && other.isPending ? <Skeleton className="h-32 w-full" /> : null}
        {pair ? (
          <>
            <ChoiceField
              label="Who is kept?"
              value={keptId}
              onChange={setKeptId}
              choices={[user, ...(other.data ? [other.data] : [])].map((each) => ({
                value: each.id,
                label: `${personName(each)}${each.email === null ? "" : ` (${each.email})`}`,
              }))}
            />
            <MergeComparison {...pair} />
            <ReasonField value={reason} onChange={setReason} />
          </>
        ) : null}
        {merge.isError ? <Banner tone="danger">{errorDetails(merge.error).message}</Banner> : null}
      </div>
    </Dialog>
  );
}
