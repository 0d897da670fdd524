import { AppError } from "@/lib/core/errors";
import { OrganizationId } from "@/lib/core/ids";
import { normalizeEmail } from "@/lib/core/normalize-email";
import { recordActivity } from "@/lib/db/activity";
import { putDomainOfOperator } from "@/lib/db/email-domains";
import { inOrganization } from "@/lib/db/in-organization";
import { makeToken } from "@/lib/db/secret-tokens";

/** The operator's word for a domain, which no look-up takes back. Throws `invalid_input` for what is no domain. */
export async function proveDomainByOperator(organizationId: string, rawDomain: string): Promise<void> {
  const [, domain] = normalizeEmail(`somebody@${rawDomain.trim()}`)?.split("@") ?? [];
  if (domain === undefined) throw new AppError("invalid_input", "Give a domain, such as example.com.");
  await inOrganization(OrganizationId.parse(organizationId), async (scope) => {
    const id = await putDomainOfOperator(scope, domain, makeToken());
    const actor = { kind: "system", organizationId: scope.organizationId, name: "Operator" } as const;
    await recordActivity(scope, { actor, action: "email_domain.proven", target: { type: "email_domain", id, name: domain }, detail: { by: "operator" } });
  });
}
