import type { SystemActor } from "@/lib/core/access/actor";
import type { OrganizationId, SignInIdentityId } from "@/lib/core/ids";
import { normalizeEmail } from "@/lib/core/normalize-email";
import { recordActivity } from "@/lib/db/activity";
import { isDomainProven } from "@/lib/db/email-domains";
import { inOrganization, type OrganizationScope } from "@/lib/db/in-organization";
import type { LoginProviderRecord } from "@/lib/db/login-providers";
import { findProviderIdentity, insertProviderIdentity, listLinkCandidates, type LinkCandidate } from "@/lib/db/provider-identities";
import { createProviderSignIn } from "@/lib/db/sign-in-identities";
import type { ProvenClaims } from "./openid-client";

/**
 * Whom a provider proved: by (Organization, provider, issuer, subject), never by e-mail. The first time, an address links only
 * where nothing speaks against it; where something does, an Admin decides. Null where it opens nothing now.
 */
export async function recognize(organizationId: OrganizationId, provider: LoginProviderRecord, claims: ProvenClaims): Promise<readonly SignInIdentityId[] | null> {
  const subject = { loginProviderId: provider.id, issuer: claims.issuer, subject: claims.subject };
  const known = await inOrganization(organizationId, (scope) => findProviderIdentity(scope, subject));
  if (known) {
    if (known.state === "LINKED" && known.signInIdentityId !== null) return [known.signInIdentityId];
    await inOrganization(organizationId, (scope) => noteNotLinked(scope, provider, known.state === "HELD" ? "waits-for-admin" : "refused-by-admin"));
    return null;
  }
  const email = normalizeEmail(claims.email ?? "");
  const spare = await createProviderSignIn();
  return inOrganization(organizationId, async (scope) => {
    const people = email === undefined ? [] : await listLinkCandidates(scope, provider.id, email);
    const [person] = people;
    if (email === undefined || person === undefined) {
      await noteNotLinked(scope, provider, "unknown-person");
      return null;
    }
    const heldBecause = await whyHeld(scope, { claims, email, people });
    const { userId, name } = person;
    const kept = { email, name: claims.name, userId };
    const target = { type: "user", id: userId, name };
    const detail = { provider: provider.name, subject: claims.subject, email };
    if (heldBecause === null) {
      if (!(await insertProviderIdentity(scope, subject, { ...kept, state: "LINKED", signInIdentityId: spare }))) return null;
      await recordActivity(scope, { actor: { kind: "person", userId, name }, action: "sso.identity_linked", target, detail });
      return [spare];
    }
    if (await insertProviderIdentity(scope, subject, { ...kept, state: "HELD", heldBecause }))
      await recordActivity(scope, { actor: actorOf(organizationId), action: "sso.identity_conflict", target, detail: { ...detail, because: heldBecause } });
    return null;
  });
}

/** Why an Admin must look first; null where the address is proven by both sides and the User stands for nobody else yet. */
async function whyHeld(
  scope: OrganizationScope,
  { claims, email, people }: { claims: ProvenClaims; email: string; people: readonly LinkCandidate[] },
): Promise<string | null> {
  const [person] = people;
  if (people.length > 1) return "several-users";
  if (person?.isKnownToProvider === true) return "other-account-before";
  if (!claims.isEmailVerified) return "email-not-verified";
  if (!(await isDomainProven(scope, email.split("@")[1] ?? ""))) return "domain-not-proven";
  return person?.isFromSource === true ? null : "user-made-by-hand";
}

const actorOf = (organizationId: OrganizationId): SystemActor => ({ kind: "system", organizationId, name: "Sign-in" });

const noteNotLinked = (scope: OrganizationScope, { id, name }: LoginProviderRecord, reason: string): Promise<void> =>
  recordActivity(scope, { actor: actorOf(scope.organizationId), action: "sign-in.refused", target: { type: "login_provider", id, name }, detail: { reason } });
