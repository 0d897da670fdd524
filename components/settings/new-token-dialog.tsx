"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { Dialog } from "@/components/ui/dialog";
import { errorDetails } from "@/components/ui/error-details";
import { Form } from "@/components/ui/form";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import type { Permission } from "@/lib/core/access/permissions";
import { TokenScopes } from "./token-scopes";
import { api, apiQueries } from "@/lib/api/client";

const LIFETIMES = [
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "1 year" },
  { value: "never", label: "No end" },
];

/** The one place where a token can be read. */
export function CreatedToken({ token, onClose }: { token: string; onClose: () => void }) {
  return (
    <div className="flex flex-col gap-4">
      <p>Copy the token now. It is shown this once and cannot be read again.</p>
      <CopyField label="API token" value={token} />
      <div>
        <Button variant="primary" onPress={onClose}>
          I have copied it
        </Button>
      </div>
    </div>
  );
}

function NewToken({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState("");
  const [lifetime, setLifetime] = useState("90");
  const [scopes, setScopes] = useState<readonly Permission[] | null>(null);
  const queryClient = useQueryClient();
  const create = useMutation({
    mutationFn: () => api.apiTokens.create({ name: name.trim(), expiresInDays: lifetime === "never" ? null : Number(lifetime), scopes: scopes === null ? null : [...scopes] }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: apiQueries.apiTokens.key() }),
  });
  if (create.data) return <CreatedToken token={create.data.token} onClose={onClose} />;
  const fields = create.error ? errorDetails(create.error).fields : {};
  return (
    <Form
      label="New API token"
      onSubmit={() => create.mutate()}
      error={Object.keys(fields).length > 0 ? undefined : create.error}
      actions={
        <>
          <Button type="submit" variant="primary" isDisabled={name.trim() === "" || scopes?.length === 0} isPending={create.isPending}>
            Create token
          </Button>
          <Button variant="quiet" onPress={onClose}>
            Cancel
          </Button>
        </>
      }
    >
      <TextField
        label="Name"
        value={name}
        onChange={setName}
        error={fields["name"]}
        maxLength={100}
        help="What will use it."
        isRequired
        autoFocus
      />
      <SelectField
        label="Valid for"
        options={LIFETIMES}
        value={lifetime}
        onChange={setLifetime}
        help="It has your rights as they are at each request."
      />
      <TokenScopes value={scopes} onChange={setScopes} />
    </Form>
  );
}

export function NewTokenDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="New API token" size="lg">
      <NewToken onClose={onClose} />
    </Dialog>
  );
}
