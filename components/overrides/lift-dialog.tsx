"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { errorDetails } from "@/components/ui/error-details";
import { TextAreaField } from "@/components/ui/text-area-field";
import { FieldValue } from "@/components/users/field-value";
import { fieldLabel } from "@/lib/core/users/field-label";
import { apiQueries } from "@/lib/api/client";
import type { Override } from "@/lib/api/contract/overrides";
import { OverrideBadge } from "./override-badge";
import { shownName } from "./override-fields";

/** The sources decide again. */
export function LiftDialog({ override, onClose }: { override: Override; onClose: () => void }) {
  const queryClient = useQueryClient();
  const [reason, setReason] = useState("");
  const lift = useMutation(
    apiQueries.overrides.lift.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries();
        onClose();
      },
    }),
  );
  const field = shownName(override.field);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Lift the override of ${fieldLabel(field)}?`}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            variant="primary"
            isPending={lift.isPending}
            onPress={() => lift.mutate({ id: override.id, ...(reason.trim() !== "" && { reason: reason.trim() }) })}
          >
            Lift the override
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <div>
          <p className="font-medium">
            {override.user.name}: <FieldValue field={field} value={override.value} />
          </p>
          <OverrideBadge override={override} />
        </div>
        <p>
          The sources decide again, at once. Where none of them says anything, the value from before it comes back:{" "}
          <FieldValue field={field} value={override.previousValue} />.
        </p>
        <TextAreaField label="Why (optional)" value={reason} onChange={setReason} />
        {lift.isError ? <Banner tone="danger">{errorDetails(lift.error).message}</Banner> : null}
      </div>
    </Dialog>
  );
}
