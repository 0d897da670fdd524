import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { normalizeEmail } from "@/lib/core/normalize-email";
import { recordActivity } from "@/lib/db/activity";
import { getOrganization } from "@/lib/db/organizations";
import { findUserByEmail, insertInvitedUser } from "@/lib/db/role-holders";
import { createLink } from "@/lib/db/sign-in-links";
import { setUserRole } from "@/lib/db/user-access";
import { env } from "@/lib/env";
import { isMailSet } from "@/lib/mail/send-mail";
import { postLetter } from "../mail/deliver-mails";
import { useCase } from "../use-case";
import { integrationsFor, RoleGrant } from "../users/update-user-role";

const LIFETIME_MS = 72 * 60 * 60 * 1_000;
const name = z
  .string()
  .trim()
  .max(100)
  .default("")
  .transform((text) => text || null);

/**
 * Makes a User who belongs to no source, with a role and a one-time link good for 72 hours. A source that later brings the
 * same address finds this User. The link is sent by mail where the operator named a server, and in any case shown to
 * whoever invites. Throws `conflict` for an address that somebody here has.
 */
export const invitePerson = useCase({
  permission: "role:manage",
  proof: "recent",
  input: RoleGrant.extend({ email: z.string().max(320), givenName: name, familyName: name }),
  run: async ({ actor, scope, afterCommit, input: { role, givenName, familyName, ...input } }) => {
    const email = normalizeEmail(input.email);
    if (email === undefined) throw new AppError("invalid_input", "This is not an e-mail address.", { fields: { email: "This is not an e-mail address." } });
    if ((await findUserByEmail(scope, email)) !== null) {
      const message = "Somebody here has this address already. Open their page to change the role or to make a sign-in link.";
      throw new AppError("conflict", message, { fields: { email: message } });
    }
    const integrationIds = await integrationsFor(scope, role, input.integrationIds);
    const id = await insertInvitedUser(scope, { email, givenName, familyName });
    await setUserRole(scope, id, role, integrationIds);
    const expiresAt = new Date(Date.now() + LIFETIME_MS);
    const token = await createLink(scope, id, expiresAt);
    await recordActivity(scope, {
      actor,
      action: "user.invited",
      target: { type: "user", id, name: email },
      detail: { role, integrationIds, expiresAt: expiresAt.toISOString() },
    });
    const url = `${env().APP_URL}/join/${token}`;
    const { name: organizationName } = await getOrganization(scope);
    afterCommit(() => postLetter({ to: email, subject: `${actor.name} invites you to ${organizationName}`, text: letterOf({ organizationName, url }) }));
    return { id, url, expiresAt, isMailed: isMailSet() };
  },
});

const letterOf = ({ organizationName, url }: { organizationName: string; url: string }): string =>
  `You are invited to ${organizationName}. Open this link within 72 hours to choose a password; it works once:\n\n${url}\n\nIf you did not expect this, do nothing.\n`;
