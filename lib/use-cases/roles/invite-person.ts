import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { normalizeEmail } from "@/lib/core/normalize-email";
import { recordActivity } from "@/lib/db/activity";
import { findUserByEmail, insertInvitedUser } from "@/lib/db/role-holders";
import { createLink } from "@/lib/db/sign-in-links";
import { setUserRole } from "@/lib/db/user-access";
import { env } from "@/lib/env";
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
 * same address finds this User. Throws `conflict` for an address that somebody here has.
 */
export const invitePerson = useCase({
  permission: "role:manage",
  input: RoleGrant.extend({ email: z.string().max(320), givenName: name, familyName: name }),
  run: async ({ actor, scope, input: { role, givenName, familyName, ...input } }) => {
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
    return { id, url: `${env().APP_URL}/join/${token}`, expiresAt };
  },
});
