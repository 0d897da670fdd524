"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { errorDetails } from "@/components/ui/error-details";
import { Form } from "@/components/ui/form";
import { TextField } from "@/components/ui/text-field";
import { postForm } from "@/lib/api/client";
import { signInOrAskThere } from "./sign-in-by-password";

/** Chooses the password that a one-time link asks for, and signs in with it. */
export function JoinForm({ token, email }: { token: string; email: string }) {
  const [password, setPassword] = useState("");
  const joining = useMutation({
    mutationFn: async () => {
      await postForm("/api/join", { token, password });
      await signInOrAskThere(email, password);
    },
  });
  const fieldError = joining.error ? errorDetails(joining.error).fields["password"] : undefined;
  return (
    <Form
      label="Join"
      onSubmit={() => joining.mutate()}
      error={fieldError === undefined ? joining.error : undefined}
      actions={
        <Button type="submit" variant="primary" isPending={joining.isPending || joining.isSuccess} className="w-full">
          Set password and sign in
        </Button>
      }
    >
      <input type="hidden" name="email" autoComplete="username" value={email} readOnly />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        value={password}
        onChange={setPassword}
        error={fieldError}
        help="At least 12 characters. If you sign in to another Organization here already, give that password to have one for both."
        autoFocus
      />
    </Form>
  );
}
