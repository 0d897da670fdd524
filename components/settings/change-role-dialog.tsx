"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { errorDetails } from "@/components/ui/error-details";
import { Form } from "@/components/ui/form";
import { toast } from "@/components/ui/toast";
import { api, apiQueries } from "@/lib/api/client";
import type { Role } from "@/lib/core/access/roles";
import { isCompleteChoice, type RoleChoice, RoleFields } from "./role-fields";

interface Person {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly integrations: readonly { readonly id: string }[];
}

export function ChangeRoleDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const [choice, setChoice] = useState<RoleChoice>({ role: person.role, integrationIds: person.integrations.map(({ id }) => id) });
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: () => api.users.update({ id: person.id, role: choice.role, integrationIds: [...choice.integrationIds] }),
    onSuccess: async () => {
      toast(`The role of ${person.name} is changed`);
      onClose();
      await Promise.all([apiQueries.roles.key(), apiQueries.users.key(), apiQueries.me.key()].map((queryKey) => queryClient.invalidateQueries({ queryKey })));
    },
  });
  const fields = save.error ? errorDetails(save.error).fields : {};
  return (
    <Dialog isOpen onClose={onClose} title={`Change the role of ${person.name}`}>
      <Form
        label="Role"
        onSubmit={() => save.mutate()}
        error={Object.keys(fields).length > 0 ? undefined : save.error}
        actions={
          <>
            <Button type="submit" variant="primary" isPending={save.isPending} isDisabled={!isCompleteChoice(choice)}>
              Change role
            </Button>
            <Button variant="quiet" onPress={onClose}>
              Cancel
            </Button>
          </>
        }
      >
        <RoleFields value={choice} onChange={setChoice} error={fields["integrationIds"]} />
      </Form>
    </Dialog>
  );
}
