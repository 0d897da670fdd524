import { z } from "zod";
import { OrganizationId, UserId } from "@/lib/core/ids";
import { gatewayClient } from "./clients";
import { PersonAtTheGate, personColumns } from "./people-at-the-gate";
import type { OrganizationScope } from "./in-organization";
import { hashToken, makeToken } from "./secret-tokens";

const LinkAtTheGate = PersonAtTheGate.extend({ linkId: z.uuid(), organizationId: OrganizationId, userId: UserId });
export type LinkAtTheGate = z.output<typeof LinkAtTheGate>;

/** The person a link was made for; null when it is unknown, used or too old. */
export async function findSignInLink(token: string): Promise<LinkAtTheGate | null> {
  const rows = await gatewayClient().$queryRaw<unknown[]>`
    select l.id as "linkId", ${personColumns}
    from sign_in_links l
    join users u on u.organization_id = l.organization_id and u.id = l.user_id
    join organizations o on o.id = l.organization_id
    where l.token_hash = ${hashToken(token)} and l.used_at is null and l.expires_at > now()`;
  return z.array(LinkAtTheGate).parse(rows)[0] ?? null;
}

/** A new one-time link, which replaces every unused one of the same User. Answers the token; only its hash is kept. */
export async function createLink(scope: OrganizationScope, userId: UserId, expiresAt: Date): Promise<string> {
  const token = makeToken();
  await scope.db.signInLink.deleteMany({ where: { organizationId: scope.organizationId, userId, usedAt: null } });
  await scope.db.signInLink.create({
    data: { organizationId: scope.organizationId, userId, tokenHash: hashToken(token), expiresAt },
  });
  return token;
}

/** Uses the link up; false when somebody was faster. */
export async function spendLink(scope: OrganizationScope, linkId: string): Promise<boolean> {
  const { count } = await scope.db.signInLink.updateMany({
    where: { organizationId: scope.organizationId, id: linkId, usedAt: null, expiresAt: { gt: new Date() } },
    data: { usedAt: new Date() },
  });
  return count === 1;
}
