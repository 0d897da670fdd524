"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { errorDetails } from "@/components/ui/error-details";
import { Form } from "@/components/ui/form";
import { TextField } from "@/components/ui/text-field";
import { postForm } from "@/lib/api/client";
import { signInOrAskThere } from "./sign-in-by-password";

/** Asks for a link; says the same whoever asks. */
export function AskForResetForm() {
  const [email, setEmail] = useState("");
  const asking = useMutation({ mutationFn: () => postForm("/api/reset", { email: email.trim() }) });
  if (asking.isSuccess) {
    return (
      <p role="status" className="text-muted">
        If somebody signs in here with this address, a link is on its way to it. It works once, for 20 minutes. Nothing came? Look into
        the spam folder, or ask an Admin of your organization for a sign-in link.
      </p>
    );
  }
  return (
    <Form
      label="Ask for a link"
      onSubmit={() => asking.mutate()}
      error={asking.error}
      actions={
        <Button type="submit" variant="primary" isPending={asking.isPending} className="w-full">
          Send me a link
        </Button>
      }
    >
      <TextField label="E-mail" name="email" type="email" autoComplete="username" value={email} onChange={setEmail} autoFocus />
    </Form>
  );
}

/** Chooses the new password and signs in with it. */
export function ResetForm({ token, email }: { token: string; email: string }) {
  const [password, setPassword] = useState("");
  const resetting = useMutation({
    mutationFn: async () => {
      await postForm("/api/reset/password", { token, password });
      await signInOrAskThere(email, password);
    },
  });
  const fieldError = resetting.error ? errorDetails(resetting.error).fields["password"] : undefined;
  return (
    <Form
      label="New password"
      onSubmit={() => resetting.mutate()}
      error={fieldError === undefined ? resetting.error : undefined}
      actions={
        <Button type="submit" variant="primary" isPending={resetting.isPending || resetting.isSuccess} className="w-full">
          Set password and sign in
        </Button>
      }
    >
      <input type="hidden" name="email" autoComplete="username" value={email} readOnly />
      <TextField
        label="New password"
        name="password"
        type="password"
        autoComplete="new-password"
        value={password}
        onChange={setPassword}
        error={fieldError}
        help="At least 12 characters. You are signed out everywhere else."
        autoFocus
      />
    </Form>
  );
}
