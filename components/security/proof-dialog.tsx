"use client";

import { startAuthentication, type PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/browser";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { TextField } from "@/components/ui/text-field";
import { api, whenProofIsNeeded } from "@/lib/api/client";

async function proveByPasskey(): Promise<void> {
  const { step, options } = await api.signInMethods.startProof();
  const response = await startAuthentication({ optionsJSON: options as unknown as PublicKeyCredentialRequestOptionsJSON });
  await api.signInMethods.prove({ passkey: { step, response: { ...response } } });
}

const isCode = (text: string): boolean => /^\s*\d{3}\s?\d{3}\s*$/.test(text);

/** Asks who it is when the server wants to know once more; whatever was under way goes on after it. The shell carries it. */
export function ProofDialog() {
  const [answer, setAnswer] = useState<((isProven: boolean) => void) | null>(null);
  const [secret, setSecret] = useState("");
  const settle = (isProven: boolean) => {
    answer?.(isProven);
    setAnswer(null);
    setSecret("");
  };
  const proving = useMutation({
    mutationFn: async (means: "secret" | "passkey") => {
      if (means === "passkey") await proveByPasskey();
      else await api.signInMethods.prove(isCode(secret) ? { code: secret } : { password: secret });
    },
    onSuccess: () => settle(true),
  });
  useEffect(() => whenProofIsNeeded(() => new Promise((resolve) => setAnswer(() => resolve))), []);
  return (
    <Dialog isOpen={answer !== null} onClose={() => settle(false)} title="Is it you?">
      <Form
        label="Proof"
        onSubmit={() => proving.mutate("secret")}
        error={proving.error}
        actions={
          <>
            <Button type="submit" variant="primary" isPending={proving.isPending}>
              Go on
            </Button>
            <Button onPress={() => proving.mutate("passkey")}>Use a passkey</Button>
            <Button variant="quiet" onPress={() => settle(false)}>
              Cancel
            </Button>
          </>
        }
      >
        <p>This needs a proof that is at most ten minutes old, so that an unattended browser is not enough.</p>
        <TextField
          label="Password or code"
          type="password"
          autoComplete="current-password"
          value={secret}
          onChange={setSecret}
          help="Your password, or the six digits of your authenticator app."
          autoFocus
        />
      </Form>
    </Dialog>
  );
}
