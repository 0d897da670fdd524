"use client";

import { useMutation } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Form } from "@/components/ui/form";
import { TextField } from "@/components/ui/text-field";
import { ProviderButtons } from "./provider-buttons";
import { returnPath } from "./return-path";
import { SecondFactorForm } from "./second-factor-form";
import { signInByPasskey } from "./sign-in-by-passkey";
import { signInByPassword } from "./sign-in-by-password";

export function SignInForm({ callbackUrl }: { callbackUrl: string | null }) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [step, setStep] = useState<string | null>(null);
  const target = () => returnPath(callbackUrl, window.location.origin);
  const signingIn = useMutation({
    mutationFn: () => signInByPassword(email.trim(), password, target()),
    onSuccess: setStep,
  });
  const byPasskey = useMutation({ mutationFn: () => signInByPasskey(target()) });
  if (step !== null) return <SecondFactorForm step={step} target={target()} onBack={() => setStep(null)} />;
  return (
    <Form
      label="Sign in"
      onSubmit={() => signingIn.mutate()}
      error={signingIn.error ?? byPasskey.error}
      actions={
        <>
          <Button type="submit" variant="primary" isPending={signingIn.isPending || (signingIn.isSuccess && signingIn.data === null)} className="w-full">
            Sign in
          </Button>
          <Button variant="secondary" onPress={() => byPasskey.mutate()} isPending={byPasskey.isPending} className="w-full">
            Sign in with a passkey
          </Button>
          <Link href="/reset" className="py-1 text-sm text-muted underline underline-offset-2 hover:text-foreground">
            Forgot your password?
          </Link>
        </>
      }
    >
      <TextField label="E-mail" name="email" type="email" autoComplete="username" value={email} onChange={setEmail} autoFocus />
      <ProviderButtons email={email} callbackUrl={callbackUrl} />
      <TextField label="Password" name="password" type="password" autoComplete="current-password" value={password} onChange={setPassword} />
    </Form>
  );
}
