"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { Dialog } from "@/components/ui/dialog";
import { errorDetails } from "@/components/ui/error-details";
import { Form } from "@/components/ui/form";
import { RelativeTime } from "@/components/ui/relative-time";
import { TextField } from "@/components/ui/text-field";
import { api, apiQueries } from "@/lib/api/client";
import { isCompleteChoice, type RoleChoice, RoleFields } from "./role-fields";

function Invited({ email, url, expiresAt, isMailed, onClose }: { email: string; url: string; expiresAt: string; isMailed: boolean; onClose: () => void }) {
  return (
    <div className="flex flex-col gap-4">
      <CopyField label="One-time link" value={url} />
      <p className="text-muted">
        {isMailed ? `It is on its way to ${email}. If you pass it on yourself, then to nobody else:` : `Send it to ${email} only:`} whoever opens it chooses the password. It works once and ends <RelativeTime at={expiresAt} />. It is not shown again.
      </p>
      <div>
        <Button variant="primary" onPress={onClose}>
          I have copied it
        </Button>
      </div>
    </div>
  );
}

function Invitation({ onClose }: { onClose: () => void }) {
  const [email, setEmail] = useState("");
  const [names, setNames] = useState({ givenName: "", familyName: "" });
  const [choice, setChoice] = useState<RoleChoice>({ role: "READ_ONLY_ADMIN", integrationIds: [] });
  const queryClient = useQueryClient();
  const invite = useMutation({
    mutationFn: () => api.roles.invite({ email: email.trim(), ...names, role: choice.role, integrationIds: [...choice.integrationIds] }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: apiQueries.roles.key() }),
  });
  if (invite.data) return <Invited email={email.trim()} url={invite.data.url} expiresAt={invite.data.expiresAt} isMailed={invite.data.isMailed} onClose={onClose} />;
  const fields = invite.error ? errorDetails(invite.error).fields : {};
  return (
    <Form
      label="Invitation"
      onSubmit={() => invite.mutate()}
      error={Object.keys(fields).length > 0 ? undefined : invite.error}
      actions={
        <>
          <Button type="submit" variant="primary" isPending={invite.isPending} isDisabled={email.trim() === "" || !isCompleteChoice(choice)}>
            Create invitation
          </Button>
          <Button variant="quiet" onPress={onClose}>
            Cancel
          </Button>
        </>
      }
    >
      <TextField label="E-mail" type="email" value={email} onChange={setEmail} error={fields["email"]} maxLength={254} isRequired autoFocus />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label="Given name" value={names.givenName} onChange={(givenName) => setNames({ ...names, givenName })} maxLength={100} />
        <TextField label="Family name" value={names.familyName} onChange={(familyName) => setNames({ ...names, familyName })} maxLength={100} />
      </div>
      <RoleFields value={choice} onChange={setChoice} error={fields["integrationIds"]} />
    </Form>
  );
}

/** For people whom no source knows, such as an outside auditor; a source that later brings the same address finds them. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog isOpen onClose={onClose} title="Invite a person" size="lg">
      <Invitation onClose={onClose} />
    </Dialog>
  );
}
