import { z } from "zod";
import type { Actor } from "@/lib/core/access/actor";
import { AppError } from "@/lib/core/errors";
import { EmailDomainId, type OrganizationId } from "@/lib/core/ids";
import { recordActivity } from "@/lib/db/activity";
import { findEmailDomain, listDueDomains, noteDomainCheck, postponeDomainCheck, type EmailDomainRecord } from "@/lib/db/email-domains";
import { inOrganization } from "@/lib/db/in-organization";
import { assertMay, parseInput } from "../use-case";
import { toDomainView } from "./email-domain-view";
import { lookUpRecord } from "./look-up-record";

const DAY_MS = 24 * 60 * 60 * 1_000;
const HOUR_MS = 60 * 60 * 1_000;

/** Looks for the TXT record now. Throws `conflict` with what to do where it is not there. */
export async function checkEmailDomain(actor: Actor, rawInput: { id: string }) {
  assertMay(actor, "source-of-truth:update");
  const { id } = parseInput(z.object({ id: EmailDomainId }), rawInput);
  const after = await recheck(actor, id);
  if (!after) throw new AppError("not_found", "There is no such domain.");
  if (after.provenAt === null) throw new AppError("conflict", "The TXT record is not there yet, or it is not the one shown. DNS can take up to an hour.");
  return toDomainView(after);
}

/** Once a day for every proven domain: a domain that lost its record proves nothing any more. No answer changes nothing. */
export async function recheckEmailDomains(): Promise<void> {
  for (const { organizationId, id } of await listDueDomains(new Date())) {
    await recheck({ kind: "system", organizationId, name: "Domain check" }, id);
  }
}

async function recheck(actor: Actor & { organizationId: OrganizationId }, id: EmailDomainId): Promise<EmailDomainRecord | null> {
  const { organizationId } = actor;
  const before = await inOrganization(organizationId, (scope) => findEmailDomain(scope, id));
  if (!before || before.provenBy === "operator") return before;
  const found = await lookUpRecord(before.domain, before.token);
  return inOrganization(organizationId, async (scope) => {
    if (found === "unknown") await postponeDomainCheck(scope, id, new Date(Date.now() + HOUR_MS));
    else await noteDomainCheck(scope, id, found === "present", found === "present" ? new Date(Date.now() + DAY_MS) : null);
    const after = await findEmailDomain(scope, id);
    if (after && (after.provenAt === null) !== (before.provenAt === null)) {
      const action = after.provenAt === null ? "email_domain.lost" : "email_domain.proven";
      await recordActivity(scope, { actor, action, target: { type: "email_domain", id, name: after.domain } });
    }
    return after;
  });
}
