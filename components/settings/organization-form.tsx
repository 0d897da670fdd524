"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "@/components/shell/may";
import { Button } from "@/components/ui/button";
import { errorDetails } from "@/components/ui/error-details";
import { ErrorState } from "@/components/ui/error-state";
import { Form } from "@/components/ui/form";
import { Skeleton } from "@/components/ui/skeleton";
import { TextField } from "@/components/ui/text-field";
import { toast } from "@/components/ui/toast";
import { useUnsavedGuard } from "@/components/ui/use-unsaved-guard";
import { api, apiQueries } from "@/lib/api/client";

interface Editable {
  readonly name: string;
  readonly contact: string | null;
}

function Fields({ saved }: { saved: Editable }) {
  const [name, setName] = useState(saved.name);
  const [contact, setContact] = useState(saved.contact ?? "");
  const queryClient = useQueryClient();
  const mayChange = useMay("organization:update");
  const isDirty = name !== saved.name || contact !== (saved.contact ?? "");
  useUnsavedGuard(isDirty);
  const save = useMutation({
    mutationFn: () => api.organizations.update({ name: name.trim(), contact: contact.trim() || null }),
    onSuccess: async (organization) => {
      setName(organization.name);
      setContact(organization.contact ?? "");
      queryClient.setQueryData(apiQueries.organizations.get.queryKey(), organization);
      toast("Organization saved");
      await queryClient.invalidateQueries({ queryKey: apiQueries.me.key() });
    },
  });
  const fields = save.error ? errorDetails(save.error).fields : {};
  return (
    <Form
      label="Organization"
      onSubmit={() => save.mutate()}
      error={Object.keys(fields).length > 0 ? undefined : save.error}
      actions={
        mayChange ? (
          <Button type="submit" variant="primary" isDisabled={!isDirty || name.trim() === ""} isPending={save.isPending}>
            Save
          </Button>
        ) : null
      }
    >
      <TextField label="Name" value={name} onChange={setName} error={fields["name"]} maxLength={100} isRequired isDisabled={!mayChange} />
      <TextField
        label="Contact"
        value={contact}
        onChange={setContact}
        error={fields["contact"]}
        maxLength={200}
        isDisabled={!mayChange}
        help="Shown to people whose access is off, as the one to ask: a name, an address or a telephone number."
      />
    </Form>
  );
}

export function OrganizationForm() {
  const organization = useQuery(apiQueries.organizations.get.queryOptions());
  if (organization.error) return <ErrorState error={organization.error} onRetry={organization.refetch} />;
  return organization.data ? <Fields saved={organization.data} /> : <Skeleton className="h-44 w-full" />;
}
