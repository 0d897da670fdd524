import { z } from "zod";
import { EmailDomainId, LoginProviderId, OrganizationId } from "@/lib/core/ids";
import { gatewayClient } from "./clients";
import type { OrganizationScope } from "./in-organization";

const EmailDomain = z.object({
  id: EmailDomainId,
  domain: z.string(),
  token: z.string(),
  provenAt: z.date().nullable(),
  provenBy: z.enum(["dns", "operator"]).nullable(),
  loginProviderId: LoginProviderId.nullable(),
});
export type EmailDomainRecord = z.output<typeof EmailDomain>;
const shown = { id: true, domain: true, token: true, provenAt: true, provenBy: true, loginProviderId: true } as const;

export async function listEmailDomains({ db, organizationId }: OrganizationScope): Promise<EmailDomainRecord[]> {
  const rows = await db.emailDomain.findMany({ where: { organizationId }, select: shown, orderBy: { domain: "asc" } });
  return z.array(EmailDomain).parse(rows);
}

/** Null also for one of another Organization. */
export async function findEmailDomain({ db, organizationId }: OrganizationScope, id: EmailDomainId): Promise<EmailDomainRecord | null> {
  const row = await db.emailDomain.findFirst({ where: { organizationId, id }, select: shown });
  return row === null ? null : EmailDomain.parse(row);
}

/** Not proven yet; null where the Organization has it already. */
export async function insertEmailDomain({ db, organizationId }: OrganizationScope, domain: string, token: string): Promise<EmailDomainId | null> {
  const [row] = await db.emailDomain.createManyAndReturn({ data: [{ organizationId, domain, token }], skipDuplicates: true, select: { id: true } });
  return row === undefined ? null : EmailDomainId.parse(row.id);
}

/** What the DNS said; it is asked again at `nextCheckAt`. An operator's word stays. */
export async function noteDomainCheck({ db, organizationId }: OrganizationScope, id: EmailDomainId, isProven: boolean, nextCheckAt: Date | null): Promise<void> {
  await db.$executeRaw`
    update email_domains set
      proven_at = case when ${isProven} then coalesce(proven_at, now()) end,
      proven_by = case when ${isProven} then 'dns' end,
      next_check_at = ${nextCheckAt}
    where organization_id = ${organizationId}::uuid and id = ${id}::uuid and proven_by is distinct from 'operator'`;
}

export async function postponeDomainCheck({ db, organizationId }: OrganizationScope, id: EmailDomainId, nextCheckAt: Date): Promise<void> {
  await db.emailDomain.updateMany({ where: { organizationId, id }, data: { nextCheckAt } });
}

/** Proven by the operator, whatever the DNS said or says. */
export async function putDomainOfOperator({ db, organizationId }: OrganizationScope, domain: string, token: string): Promise<EmailDomainId> {
  const proven = { provenAt: new Date(), provenBy: "operator", nextCheckAt: null };
  const row = await db.emailDomain.upsert({
    where: { organizationId_domain: { organizationId, domain } },
    create: { organizationId, domain, token, ...proven },
    update: proven,
    select: { id: true },
  });
  return EmailDomainId.parse(row.id);
}

/** Null sends its people to every provider that is on. */
export async function setDomainProvider({ db, organizationId }: OrganizationScope, id: EmailDomainId, loginProviderId: LoginProviderId | null): Promise<void> {
  await db.emailDomain.updateMany({ where: { organizationId, id }, data: { loginProviderId } });
}

export async function removeEmailDomain({ db, organizationId }: OrganizationScope, id: EmailDomainId): Promise<void> {
  await db.emailDomain.deleteMany({ where: { organizationId, id } });
}

export async function isDomainProven({ db, organizationId }: OrganizationScope, domain: string): Promise<boolean> {
  const row = await db.emailDomain.findFirst({ where: { organizationId, domain, provenAt: { not: null } }, select: { id: true } });
  return row !== null;
}

const Due = z.object({ id: EmailDomainId, organizationId: OrganizationId });

/** Whose TXT record is to be looked up again, over all Organizations; a few at a time. */
export async function listDueDomains(now: Date): Promise<z.output<typeof Due>[]> {
  const rows = await gatewayClient().emailDomain.findMany({
    where: { nextCheckAt: { lte: now } },
    orderBy: { nextCheckAt: "asc" },
    take: 20,
    select: { id: true, organizationId: true },
  });
  return z.array(Due).parse(rows);
}
