import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { EmailDomainId, LoginProviderId } from "@/lib/core/ids";
import { normalizeEmail } from "@/lib/core/normalize-email";
import { recordActivity } from "@/lib/db/activity";
import { findEmailDomain, insertEmailDomain, removeEmailDomain, setDomainProvider, type EmailDomainRecord } from "@/lib/db/email-domains";
import type { OrganizationScope } from "@/lib/db/in-organization";
import { makeToken } from "@/lib/db/secret-tokens";
import { useCase } from "../use-case";
import { toDomainView } from "./email-domain-view";
import { getProvider } from "./provider-settings";

const targetOf = ({ id, domain }: { id: string; domain: string }) => ({ type: "email_domain", id, name: domain });

async function getDomain(scope: OrganizationScope, id: EmailDomainId): Promise<EmailDomainRecord> {
  const domain = await findEmailDomain(scope, id);
  if (!domain) throw new AppError("not_found", "There is no such domain.");
  return domain;
}

/** Says that a domain is the Organization's; it counts for nothing until the TXT record proves it. */
export const addEmailDomain = useCase({
  permission: "source-of-truth:update",
  input: z.object({ domain: z.string().max(253) }),
  run: async ({ actor, input, scope }) => {
    const [, domain] = normalizeEmail(`somebody@${input.domain.trim()}`)?.split("@") ?? [];
    if (domain === undefined) throw new AppError("invalid_input", "Enter a domain, such as example.com.", { fields: { domain: "Enter a domain, such as example.com." } });
    const id = await insertEmailDomain(scope, domain, makeToken());
    if (id === null) throw new AppError("conflict", "This domain is in the list already.", { fields: { domain: "This domain is in the list already." } });
    await recordActivity(scope, { actor, action: "email_domain.added", target: targetOf({ id, domain }) });
    return toDomainView(await getDomain(scope, id));
  },
});

/** Sends the people of a domain to one provider, or with null to every one that is on. */
export const updateEmailDomain = useCase({
  permission: "source-of-truth:update",
  input: z.object({ id: EmailDomainId, loginProviderId: LoginProviderId.nullable() }),
  run: async ({ actor, input: { id, loginProviderId }, scope }) => {
    const domain = await getDomain(scope, id);
    const provider = loginProviderId === null ? null : await getProvider(scope, loginProviderId);
    await setDomainProvider(scope, id, loginProviderId);
    await recordActivity(scope, { actor, action: "email_domain.updated", target: targetOf(domain), detail: { provider: provider?.name ?? null } });
    return toDomainView(await getDomain(scope, id));
  },
});

export const deleteEmailDomain = useCase({
  permission: "source-of-truth:update",
  input: z.object({ id: EmailDomainId }),
  run: async ({ actor, input: { id }, scope }) => {
    const domain = await getDomain(scope, id);
    await removeEmailDomain(scope, id);
    await recordActivity(scope, { actor, action: "email_domain.removed", target: targetOf(domain) });
    return { id };
  },
});
