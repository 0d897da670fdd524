"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Form } from "@/components/ui/form";
import { TextField } from "@/components/ui/text-field";
import { sendForm } from "@/lib/api/client";
import { follow } from "./follow";
import { signInByPasskey } from "./sign-in-by-passkey";

/** The second step, after a right password. */
export function SecondFactorForm({ step, target, onBack }: { step: string; target: string; onBack: () => void }) {
  const [code, setCode] = useState("");
  const finishing = useMutation({
    mutationFn: async () => follow((await sendForm<{ redirectTo: string | null }>("/api/sign-in/second-factor", { step, code })).redirectTo, target),
  });
  const byPasskey = useMutation({ mutationFn: () => signInByPasskey(target) });
  return (
    <Form
      label="Second factor"
      onSubmit={() => finishing.mutate()}
      error={finishing.error ?? byPasskey.error}
      actions={
        <>
          <Button type="submit" variant="primary" isPending={finishing.isPending || finishing.isSuccess} className="w-full">
            Sign in
          </Button>
          <Button variant="secondary" onPress={() => byPasskey.mutate()} isPending={byPasskey.isPending} className="w-full">
            Use a passkey
          </Button>
          <Button variant="quiet" onPress={onBack} className="w-full">
            Back
          </Button>
        </>
      }
    >
      <TextField
        label="Code"
        name="code"
        autoComplete="one-time-code"
        value={code}
        onChange={setCode}
        help="The six digits that your authenticator app shows, or one of your recovery codes."
        autoFocus
      />
    </Form>
  );
}
