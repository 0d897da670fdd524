"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { errorDetails } from "@/components/ui/error-details";
import { Form } from "@/components/ui/form";
import { SecretField } from "@/components/ui/secret-field";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { api } from "@/lib/api/client";
import type { Provider } from "./provider";
import { useChange } from "./use-change";

const KINDS = [
  { value: "google", label: "Google" },
  { value: "microsoft", label: "Microsoft" },
  { value: "oidc", label: "OpenID Connect: Okta, OneLogin, JumpCloud, Keycloak and others" },
] as const;
type Kind = (typeof KINDS)[number]["value"];

const NAMES: Record<Kind, string> = { google: "Google", microsoft: "Microsoft", oidc: "" };
const isKind = (value: string): value is Kind => KINDS.some((kind) => kind.value === value);
const tenantOf = (issuer: string): string => new URL(issuer).pathname.split("/")[1] ?? "";

interface Draft {
  readonly kind: Kind;
  readonly name: string;
  readonly place: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

const draftOf = (provider: Provider | undefined): Draft =>
  provider === undefined
    ? { kind: "oidc", name: "", place: "", clientId: "", clientSecret: "" }
    : { kind: provider.kind, name: provider.name, place: provider.kind === "microsoft" ? tenantOf(provider.issuer) : provider.issuer, clientId: provider.clientId, clientSecret: "" };

function save({ kind, name, place, clientId, clientSecret }: Draft, provider: Provider | undefined): Promise<unknown> {
  const where = kind === "microsoft" ? { tenant: place } : kind === "oidc" ? { issuer: place } : {};
  if (provider === undefined) return api.loginProviders.create({ kind, name, clientId, clientSecret, ...where });
  return api.loginProviders.update({ id: provider.id, name, clientId, ...where, ...(clientSecret !== "" && { clientSecret }) });
}

function ProviderForm({ provider, onClose }: { provider: Provider | undefined; onClose: () => void }) {
  const [draft, setDraft] = useState(() => draftOf(provider));
  const saving = useChange(() => save(draft, provider), onClose);
  const fields = saving.error ? errorDetails(saving.error).fields : {};
  const set = (name: keyof Draft) => (value: string) => setDraft((before) => ({ ...before, [name]: value }));
  const choose = (kind: string) => isKind(kind) && setDraft((before) => ({ ...before, kind, name: NAMES[kind], place: "" }));
  return (
    <Form
      label="Login Provider"
      onSubmit={() => saving.mutate()}
      error={Object.keys(fields).length > 0 ? undefined : saving.error}
      actions={
        <>
          <Button type="submit" variant="primary" isPending={saving.isPending}>
            Save provider
          </Button>
          <Button variant="quiet" onPress={onClose}>
            Cancel
          </Button>
        </>
      }
    >
      {provider === undefined ? <SelectField label="Kind" options={KINDS} value={draft.kind} onChange={choose} /> : null}
      <TextField label="Name" value={draft.name} onChange={set("name")} error={fields["name"]} maxLength={60} help="On the button of the sign-in page." isRequired />
      {draft.kind === "oidc" ? (
        <TextField label="Issuer" value={draft.place} onChange={set("place")} error={fields["issuer"]} help="As the provider's description has it, such as https://acme.okta.com." isRequired />
      ) : null}
      {draft.kind === "microsoft" ? (
        <TextField label="Directory (tenant) ID" value={draft.place} onChange={set("place")} error={fields["tenant"]} help="From the app's overview in Entra. Only this tenant's people can sign in." isRequired />
      ) : null}
      <TextField label="Client ID" value={draft.clientId} onChange={set("clientId")} error={fields["clientId"]} isRequired />
      <SecretField
        label="Client secret"
        value={draft.clientSecret}
        onChange={set("clientSecret")}
        stored={provider === undefined ? undefined : { set: true, lastFour: provider.secretLastFour }}
        error={fields["clientSecret"]}
        help={provider?.isOn === true ? "A change of anything but the name switches the provider off until it is tested again." : undefined}
        isRequired
      />
    </Form>
  );
}

/** Without `provider`, a new one. */
export function ProviderDialog({ isOpen, onClose, provider }: { isOpen: boolean; onClose: () => void; provider?: Provider }) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={provider === undefined ? "Add a Login Provider" : `Edit ${provider.name}`} size="lg">
      <ProviderForm provider={provider} onClose={onClose} />
    </Dialog>
  );
}
