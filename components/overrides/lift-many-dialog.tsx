"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { errorDetails } from "@/components/ui/error-details";
import { TextAreaField } from "@/components/ui/text-area-field";
import { toast } from "@/components/ui/toast";
import { apiQueries } from "@/lib/api/client";
import type { OverrideInList } from "@/lib/api/contract/overrides";

const words = (count: number): string => (count === 1 ? "1 override" : `${String(count)} overrides`);

/** The sources decide again about all that were chosen, or about none where it cannot be. */
export function LiftManyDialog({ overrides, onClose, onLifted }: { overrides: readonly OverrideInList[]; onClose: () => void; onLifted: () => void }) {
  const queryClient = useQueryClient();
  const [reason, setReason] = useState("");
  const lift = useMutation(
    apiQueries.overrides.liftMany.mutationOptions({
      onSuccess: async ({ lifted }) => {
        await queryClient.invalidateQueries();
        toast(`${words(lifted)} lifted`);
        onLifted();
      },
    }),
  );
  const changing = overrides.filter(({ sources }) => sources?.agree !== true).length;
  const ids = overrides.map(({ id }) => id);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Lift ${words(overrides.length)}?`}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="primary" isPending={lift.isPending} onPress={() => lift.mutate({ ids, ...(reason.trim() !== "" && { reason: reason.trim() }) })}>
            Lift {words(overrides.length)}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <p>
          {changing === 0
            ? "The sources say the same by now, so nobody’s values change."
            : `The sources decide again, at once. ${changing === 1 ? "One value may change" : `${String(changing)} values may change`}; where no source says anything, the value from before comes back.`}
        </p>
        <TextAreaField label="Why (optional)" value={reason} onChange={setReason} />
        {lift.isError ? <Banner tone="danger">{errorDetails(lift.error).message}</Banner> : null}
      </div>
    </Dialog>
  );
}
