"use client";

import { useState } from "react";
import type { z } from "zod";
import { May } from "@/components/shell/may";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { errorDetails } from "@/components/ui/error-details";
import { Form } from "@/components/ui/form";
import { Mark } from "@/components/ui/mark";
import { Section } from "@/components/ui/section";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { api } from "@/lib/api/client";
import type { EmailDomain } from "@/lib/api/contract/login-providers";
import { ChangeError } from "./change-error";
import type { Provider } from "./provider";
import { useChange } from "./use-change";

type Domain = z.output<typeof EmailDomain>;
const EVERY = "every";

function DomainRow({ domain, providers }: { domain: Domain; providers: readonly Provider[] }) {
  const check = useChange(() => api.loginProviders.checkDomain({ id: domain.id }));
  const remove = useChange(() => api.loginProviders.removeDomain({ id: domain.id }));
  const send = useChange((to: string) => api.loginProviders.updateDomain({ id: domain.id, loginProviderId: to === EVERY ? null : to }));
  const options = [{ value: EVERY, label: "Every provider that is on" }, ...providers.map(({ id, name }) => ({ value: id, label: name }))];
  return (
    <li className="flex flex-col gap-3 px-4 py-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <span className="flex min-w-0 flex-col">
          <span className="font-medium wrap-anywhere">{domain.domain}</span>
          {domain.provenAt === null ? (
            <Mark shape="dashed" tone="suspended">Not proven yet</Mark>
          ) : (
            <Mark shape="dot" tone="active">{domain.provenBy === "operator" ? "Proven by the operator" : "Proven by DNS"}</Mark>
          )}
        </span>
        <May permission="source-of-truth:update">
          <span className="flex flex-wrap gap-2">
            {domain.provenBy === "operator" ? null : (
              <Button isPending={check.isPending} onPress={() => check.mutate()} aria-label={`Check ${domain.domain}`}>
                Check now
              </Button>
            )}
            <Button variant="quiet" isPending={remove.isPending} onPress={() => remove.mutate()} aria-label={`Remove ${domain.domain}`}>
              Remove
            </Button>
          </span>
        </May>
      </div>
      <ChangeError error={check.error ?? remove.error ?? send.error} />
      {domain.provenAt === null ? (
        <div className="flex flex-col gap-2">
          <p className="text-muted">Add a TXT record with this name and this value, then check:</p>
          <CopyField label={`Name of the record for ${domain.domain}`} value={domain.record.name} />
          <CopyField label={`Value of the record for ${domain.domain}`} value={domain.record.value} />
        </div>
      ) : (
        <SelectField label={`People of ${domain.domain} sign in by`} options={options} value={domain.loginProviderId ?? EVERY} onChange={(to) => send.mutate(to)} />
      )}
    </li>
  );
}

/** Which addresses are the Organization's own, and where they lead on the sign-in page. */
export function DomainsSection({ domains, providers }: { domains: readonly Domain[]; providers: readonly Provider[] }) {
  const [domain, setDomain] = useState("");
  const add = useChange(() => api.loginProviders.addDomain({ domain }), () => setDomain(""));
  const fields = add.error ? errorDetails(add.error).fields : {};
  return (
    <Section title="Domains" description="A proven domain leads its people to their provider on the sign-in page, and lets a verified address link by itself.">
      {domains.length > 0 ? (
        <ul className="mb-4 flex flex-col divide-y divide-border rounded-xl border border-border">
          {domains.map((one) => (
            <DomainRow key={one.id} domain={one} providers={providers} />
          ))}
        </ul>
      ) : null}
      <May permission="source-of-truth:update">
        <Form
          label="Add a domain"
          onSubmit={() => add.mutate()}
          error={fields["domain"] === undefined ? add.error : undefined}
          actions={
            <Button type="submit" isPending={add.isPending} isDisabled={domain.trim() === ""}>
              Add domain
            </Button>
          }
        >
          <TextField label="Domain" value={domain} onChange={setDomain} error={fields["domain"]} help="What stands after the @, such as example.com." />
        </Form>
      </May>
    </Section>
  );
}
