"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Form } from "@/components/ui/form";
import { TextField } from "@/components/ui/text-field";
import { returnPath } from "./return-path";
import { signInByPassword } from "./sign-in-by-password";

export function SignInForm({ callbackUrl }: { callbackUrl: string | null }) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const signingIn = useMutation({
    mutationFn: () => signInByPassword(email.trim(), password, returnPath(callbackUrl, window.location.origin)),
  });
  return (
    <Form
      label="Sign in"
      onSubmit={() => signingIn.mutate()}
      error={signingIn.error}
      actions={
        <Button type="submit" variant="primary" isPending={signingIn.isPending || signingIn.isSuccess} className="w-full">
          Sign in
        </Button>
      }
    >
      <TextField label="E-mail" name="email" type="email" autoComplete="username" value={email} onChange={setEmail} autoFocus />
      <TextField label="Password" name="password" type="password" autoComplete="current-password" value={password} onChange={setPassword} />
    </Form>
  );
}
