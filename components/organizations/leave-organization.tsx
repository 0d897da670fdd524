"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { errorDetails } from "@/components/ui/error-details";
import { Section } from "@/components/ui/section";
import { api } from "@/lib/api/client";

/** Gives up one's own access here; what the Organization knows of the person stays. */
export function LeaveOrganization({ name }: { name: string }) {
  const [isAsking, setAsking] = useState(false);
  const leave = useMutation({ mutationFn: () => api.me.leave(), onSuccess: () => window.location.assign("/") });
  const close = () => {
    leave.reset();
    setAsking(false);
  };
  return (
    <Section title="Leave" description={`Gives up your role and your way to sign in at ${name}. Only an Admin there can let you in again.`}>
      <Button variant="danger" onPress={() => setAsking(true)}>
        Leave {name}
      </Button>
      <Dialog
        isOpen={isAsking}
        onClose={close}
        title={`Leave ${name}?`}
        actions={
          <>
            <Button onPress={close}>Stay</Button>
            <Button variant="danger" isPending={leave.isPending} onPress={() => leave.mutate()}>
              Leave
            </Button>
          </>
        }
      >
        <p>Every session and every API token you have there ends at once. What {name} knows of you stays with it.</p>
        {leave.error ? (
          <p role="alert" className="mt-2 text-status-failed">
            {errorDetails(leave.error).message}
          </p>
        ) : null}
      </Dialog>
    </Section>
  );
}
