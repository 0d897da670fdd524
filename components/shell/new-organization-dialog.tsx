"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { errorDetails } from "@/components/ui/error-details";
import { Form } from "@/components/ui/form";
import { TextField } from "@/components/ui/text-field";
import { api } from "@/lib/api/client";

export function NewOrganizationDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const [name, setName] = useState("");
  const create = useMutation({
    mutationFn: async () => {
      const created = await api.organizations.create({ name: name.trim() });
      await api.me.switchOrganization({ organizationId: created.id });
      return created;
    },
    onSuccess: (created) => window.location.assign(`/${created.slug}`),
  });
  const fields = create.error ? errorDetails(create.error).fields : {};
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="New Organization">
      <Form
        label="New Organization"
        onSubmit={() => create.mutate()}
        error={create.error}
        actions={
          <>
            <Button type="submit" variant="primary" isPending={create.isPending} isDisabled={name.trim() === ""}>
              Create Organization
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
          isRequired
          autoFocus
          help="It is kept strictly apart from your other Organizations. You become its first Admin."
        />
      </Form>
    </Dialog>
  );
}
