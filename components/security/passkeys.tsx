"use client";

import { startRegistration, type PublicKeyCredentialCreationOptionsJSON } from "@simplewebauthn/browser";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { RelativeTime } from "@/components/ui/relative-time";
import { Section } from "@/components/ui/section";
import { TextField } from "@/components/ui/text-field";
import { api } from "@/lib/api/client";
import type { SignInMethods } from "@/lib/api/contract/sign-in-methods";

type Passkey = SignInMethods["passkeys"][number];
type OnChange = (recoveryCodes?: readonly string[]) => void;

async function addPasskey(name: string): Promise<readonly string[]> {
  const { step, options } = await api.signInMethods.startPasskey();
  const response = await startRegistration({ optionsJSON: options as unknown as PublicKeyCredentialCreationOptionsJSON });
  return (await api.signInMethods.addPasskey({ step, name, response: { ...response } })).recoveryCodes;
}

/** The keys of the person, each with its name; they sign in by themselves. */
export function Passkeys({ passkeys, onChange }: { passkeys: readonly Passkey[]; onChange: OnChange }) {
  const [dialog, setDialog] = useState<"add" | Passkey | null>(null);
  return (
    <Section
      title="Passkeys"
      description="Sign in with your fingerprint, face, PIN or a security key. A passkey cannot be given away to a false page."
      aside={<Button onPress={() => setDialog("add")}>Add a passkey</Button>}
    >
      {passkeys.length === 0 ? <p className="text-muted">You have none yet.</p> : null}
      <ul className="divide-y divide-border">
        {passkeys.map((passkey) => (
          <PasskeyRow key={passkey.id} passkey={passkey} onRename={() => setDialog(passkey)} onChange={onChange} />
        ))}
      </ul>
      {dialog ? <PasskeyDialog passkey={dialog === "add" ? null : dialog} onClose={() => setDialog(null)} onChange={onChange} /> : null}
    </Section>
  );
}

function PasskeyRow({ passkey, onRename, onChange }: { passkey: Passkey; onRename: () => void; onChange: OnChange }) {
  const removing = useMutation({ mutationFn: () => api.signInMethods.removePasskey({ id: passkey.id }), onSuccess: () => onChange() });
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2">
      <div className="min-w-0">
        <p className="font-medium wrap-anywhere">{passkey.name}</p>
        <p className="text-sm text-muted">
          Added <RelativeTime at={passkey.createdAt} />, {passkey.lastUsedAt ? <>last used <RelativeTime at={passkey.lastUsedAt} /></> : "never used"}
        </p>
        {removing.error ? <p role="alert" className="text-sm text-status-failed">{removing.error.message}</p> : null}
      </div>
      <div className="flex gap-2">
        <Button variant="quiet" aria-label={`Rename ${passkey.name}`} onPress={onRename}>
          Rename
        </Button>
        <Button variant="quiet" aria-label={`Remove ${passkey.name}`} isPending={removing.isPending} onPress={() => removing.mutate()}>
          Remove
        </Button>
      </div>
    </li>
  );
}

function PasskeyDialog({ passkey, onClose, onChange }: { passkey: Passkey | null; onClose: () => void; onChange: OnChange }) {
  const [name, setName] = useState(passkey?.name ?? "");
  const saving = useMutation({
    mutationFn: async () => (passkey ? (await api.signInMethods.renamePasskey({ id: passkey.id, name }), []) : addPasskey(name)),
    onSuccess: (codes) => {
      onChange(codes);
      onClose();
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title={passkey ? "Rename the passkey" : "Add a passkey"}>
      <Form
        label="Passkey"
        onSubmit={() => saving.mutate()}
        error={saving.error}
        actions={
          <>
            <Button type="submit" variant="primary" isPending={saving.isPending}>
              {passkey ? "Rename" : "Go on in the browser"}
            </Button>
            <Button onPress={onClose}>Cancel</Button>
          </>
        }
      >
        <TextField label="Name" value={name} onChange={setName} help="So that you know it again, such as “Laptop” or “Blue key”." maxLength={100} autoFocus />
      </Form>
    </Dialog>
  );
}
