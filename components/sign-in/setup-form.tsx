"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { errorDetails } from "@/components/ui/error-details";
import { Form } from "@/components/ui/form";
import { TextField } from "@/components/ui/text-field";
import { postForm } from "@/lib/api/client";
import { signInOrAskThere } from "./sign-in-by-password";

const EMPTY = { token: "", organizationName: "", givenName: "", familyName: "", email: "", password: "" };

/** The first Organization and its first Admin; who started the product holds the token. */
export function SetupForm({ token }: { token: string }) {
  const [form, setForm] = useState({ ...EMPTY, token });
  const setUp = useMutation({
    mutationFn: async () => {
      await postForm("/api/setup", form);
      await signInOrAskThere(form.email.trim(), form.password);
    },
  });
  const fields = setUp.error ? errorDetails(setUp.error).fields : {};
  const field = (name: keyof typeof EMPTY) => ({
    name,
    value: form[name],
    onChange: (value: string) => setForm((before) => ({ ...before, [name]: value })),
    error: fields[name],
    isRequired: true,
  });
  return (
    <Form
      label="Set up"
      onSubmit={() => setUp.mutate()}
      error={Object.keys(fields).length > 0 ? undefined : setUp.error}
      actions={
        <Button type="submit" variant="primary" isPending={setUp.isPending || setUp.isSuccess} className="w-full">
          Create the Organization
        </Button>
      }
    >
      <TextField {...field("token")} label="Set-up token" help="It was printed where the product was started." />
      <TextField {...field("organizationName")} label="Organization" autoComplete="organization" />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField {...field("givenName")} label="Given name" autoComplete="given-name" />
        <TextField {...field("familyName")} label="Family name" autoComplete="family-name" />
      </div>
      <TextField {...field("email")} label="E-mail" type="email" autoComplete="username" help="You become the first Admin." />
      <TextField {...field("password")} label="Password" type="password" autoComplete="new-password" help="At least 12 characters." />
    </Form>
  );
}
