"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Form } from "@/components/ui/form";
import { TextField } from "@/components/ui/text-field";
import { postForm } from "@/lib/api/client";
import { NewPasswordForm } from "./new-password-form";

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

/** Chooses the new password that a mailed link asks for. */
export const ResetForm = (of: { token: string; email: string }) => (
  <NewPasswordForm {...of} name="New password" label="New password" help="At least 12 characters. You are signed out everywhere else." address="/api/reset/password" />
);
