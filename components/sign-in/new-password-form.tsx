"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { errorDetails } from "@/components/ui/error-details";
import { Form } from "@/components/ui/form";
import { TextField } from "@/components/ui/text-field";
import { postForm } from "@/lib/api/client";
import { signInOrAskThere } from "./sign-in-by-password";

/** Chooses the password that a one-time token lets its owner choose, and signs in with it. */
export function NewPasswordForm({ name, label, help, address, token, email }: { name: string; label: string; help: string; address: string; token: string; email: string }) {
  const [password, setPassword] = useState("");
  const choosing = useMutation({
    mutationFn: async () => {
      await postForm(address, { token, password });
      await signInOrAskThere(email, password);
    },
  });
  const fieldError = choosing.error ? errorDetails(choosing.error).fields["password"] : undefined;
  return (
    <Form
      label={name}
      onSubmit={() => choosing.mutate()}
      error={fieldError === undefined ? choosing.error : undefined}
      actions={
        <Button type="submit" variant="primary" isPending={choosing.isPending || choosing.isSuccess} className="w-full">
          Set password and sign in
        </Button>
      }
    >
      <input type="hidden" name="email" autoComplete="username" value={email} readOnly />
      <TextField
        label={label}
        name="password"
        type="password"
        autoComplete="new-password"
        value={password}
        onChange={setPassword}
        error={fieldError}
        help={help}
        autoFocus
      />
    </Form>
  );
}
