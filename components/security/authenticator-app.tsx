"use client";

import { useMutation } from "@tanstack/react-query";
import Image from "next/image";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { Dialog } from "@/components/ui/dialog";
import { errorDetails } from "@/components/ui/error-details";
import { Form } from "@/components/ui/form";
import { Section } from "@/components/ui/section";
import { TextField } from "@/components/ui/text-field";
import { api } from "@/lib/api/client";

type OnChange = (recoveryCodes?: readonly string[]) => void;

/** Six digits that change every half minute, from an app on the phone. */
export function AuthenticatorApp({ isSet, onChange }: { isSet: boolean; onChange: OnChange }) {
  const starting = useMutation({ mutationFn: () => api.signInMethods.startTotp() });
  const removing = useMutation({ mutationFn: () => api.signInMethods.removeTotp(), onSuccess: () => onChange() });
  const error = starting.error ?? removing.error;
  return (
    <Section
      title="Authenticator app"
      description="After your password, you type the six digits that the app shows."
      aside={
        isSet ? (
          <Button isPending={removing.isPending} onPress={() => removing.mutate()}>
            Remove the app
          </Button>
        ) : (
          <Button isPending={starting.isPending} onPress={() => starting.mutate()}>
            Set up an app
          </Button>
        )
      }
    >
      <p className="text-muted">{isSet ? "Set up." : "Not set up."}</p>
      {error ? <p role="alert" className="text-sm text-status-failed">{error.message}</p> : null}
      {starting.data ? <ConfirmDialog made={starting.data} onClose={() => starting.reset()} onChange={onChange} /> : null}
    </Section>
  );
}

function ConfirmDialog({ made, onClose, onChange }: { made: { secret: string; qr: string }; onClose: () => void; onChange: OnChange }) {
  const [code, setCode] = useState("");
  const confirming = useMutation({
    mutationFn: () => api.signInMethods.confirmTotp({ code }),
    onSuccess: ({ recoveryCodes }) => {
      onChange(recoveryCodes);
      onClose();
    },
  });
  const fieldError = confirming.error ? errorDetails(confirming.error).fields["code"] : undefined;
  return (
    <Dialog isOpen onClose={onClose} title="Set up an authenticator app">
      <Form
        label="Authenticator app"
        onSubmit={() => confirming.mutate()}
        error={fieldError === undefined ? confirming.error : undefined}
        actions={
          <>
            <Button type="submit" variant="primary" isPending={confirming.isPending}>
              Switch it on
            </Button>
            <Button onPress={onClose}>Cancel</Button>
          </>
        }
      >
        <p>Scan this with the app, or type the key into it.</p>
        <Image unoptimized src={`data:image/svg+xml;utf8,${encodeURIComponent(made.qr)}`} alt="QR code with the key below" width={180} height={180} className="self-center rounded bg-white" />
        <CopyField label="Key" value={made.secret} />
        <TextField label="Code" value={code} onChange={setCode} error={fieldError} autoComplete="one-time-code" help="The six digits that the app shows now." />
      </Form>
    </Dialog>
  );
}
