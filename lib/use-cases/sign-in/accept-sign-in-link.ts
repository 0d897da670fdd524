import { z } from "zod";
import { NewPassword } from "@/lib/core/access/password";
import { AppError } from "@/lib/core/errors";
import type { SignInIdentityId } from "@/lib/core/ids";
import { normalizeEmail } from "@/lib/core/normalize-email";
import { recordActivity } from "@/lib/db/activity";
import { inOrganization, type OrganizationScope } from "@/lib/db/in-organization";
import { nameOf } from "@/lib/db/people-at-the-gate";
import { endSessionsOfUser } from "@/lib/db/sessions";
import { createSignInIdentity, listIdentitiesByPassword } from "@/lib/db/sign-in-identities";
import { spendLink, type LinkAtTheGate } from "@/lib/db/sign-in-links";
import { isIdentityTaken, setSignInIdentity } from "@/lib/db/user-access";
import { parseInput } from "../use-case";
import { getSignInLink, LINK_IS_SPENT } from "./get-sign-in-link";

const Input = z.object({ token: z.string().min(1).max(200), password: NewPassword });

/**
 * Gives the link's User a way to sign in, and uses the link up. A password that already opens an identity of this
 * address joins that one, so that a person has one sign-in over several Organizations; any other password makes a new
 * identity. An existing one is never changed here: whoever made the link is an Admin of one Organization only, and must
 * not get into another. Open sessions of an earlier way to sign in end.
 */
export async function acceptSignInLink(rawInput: z.input<typeof Input>): Promise<{ email: string }> {
  const { token, password } = parseInput(Input, rawInput);
  const link = await getSignInLink(token);
  const email = normalizeEmail(link.email ?? "");
  if (email === undefined) throw new AppError("conflict", "You have no e-mail address here to sign in with. Ask an Admin.");
  const [known] = await listIdentitiesByPassword(email, password);
  const spare = known ?? (await createSignInIdentity(email, password));
  const isLinked = await inOrganization(link.organizationId, (scope) => attach(scope, link, spare));
  if (isLinked) return { email };
  throw new AppError("conflict", "This password is in use here for somebody else with the same address. Choose another one.", {
    fields: { password: "Choose another password." },
  });
}

async function attach(scope: OrganizationScope, link: LinkAtTheGate, identity: SignInIdentityId): Promise<boolean> {
  if (await isIdentityTaken(scope, identity, link.userId)) return false;
  if (!(await spendLink(scope, link.linkId))) throw new AppError("not_found", LINK_IS_SPENT);
  await setSignInIdentity(scope, link.userId, identity);
  const endedSessions = await endSessionsOfUser(scope, link.userId, "sign-in-replaced");
  const name = nameOf(link);
  await recordActivity(scope, {
    actor: { kind: "person", userId: link.userId, name },
    action: "user.sign_in_set",
    target: { type: "user", id: link.userId, name },
    detail: { endedSessions },
  });
  return true;
}
