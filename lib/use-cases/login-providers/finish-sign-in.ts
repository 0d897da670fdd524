import type { SystemActor } from "@/lib/core/access/actor";
import type { LoginProviderId, OrganizationId, SignInIdentityId } from "@/lib/core/ids";
import { recordActivity } from "@/lib/db/activity";
import { inOrganization } from "@/lib/db/in-organization";
import { findOrganizationOfProvider, noteTest, type LoginProviderRecord } from "@/lib/db/login-providers";
import { spendAttempt, type SignInAttempt } from "@/lib/db/sign-in-attempts";
import { claimsOf, discover, type OpenIdSettings, type ProvenClaims } from "./openid-client";
import { openProvider, redirectUriOf } from "./provider-settings";
import { recognize } from "./recognize";
import { SignInRefused } from "./sign-in-refused";

export type FinishedSignIn =
  | { readonly kind: "proven"; readonly identityIds: readonly SignInIdentityId[]; readonly returnTo: string }
  /** For the sign-in page, in words that tell a stranger nothing. */
  | { readonly kind: "refused"; readonly reason: "not-linked" | "failed" }
  | { readonly kind: "tested"; readonly returnTo: string; readonly refusal: string | null };

interface Callback {
  readonly id: LoginProviderId;
  /** What the provider sent, as the query of its answer. */
  readonly query: URLSearchParams;
  readonly browserToken: string;
}

/**
 * Ends what `beginSignIn` began. State, nonce and verifier are used up before anything else is looked at, so that no answer
 * counts twice; they are found only under the provider they were made for. What was proved is not yet a way in: the status
 * decides (DOMAIN rule 10). Every refusal is in the log with its reason.
 */
export async function finishSignIn({ id, query, browserToken }: Callback): Promise<FinishedSignIn> {
  const organizationId = await findOrganizationOfProvider(id);
  if (organizationId === null) return { kind: "refused", reason: "failed" };
  const { provider, settings, attempt } = await inOrganization(organizationId, async (scope) => ({
    ...(await openProvider(scope, id)),
    attempt: await spendAttempt(scope, id, { state: query.get("state") ?? "", browserToken }),
  }));
  const proof = await prove(provider, settings, attempt, { id, query, state: query.get("state") ?? "" });
  if (proof instanceof SignInRefused) await noteRefusal(organizationId, provider, proof.reason);
  if (attempt !== null && attempt.testerId !== null) return finishTest(organizationId, provider, attempt, proof);
  if (attempt === null || proof instanceof SignInRefused) return { kind: "refused", reason: "failed" };
  const identityIds = await recognize(organizationId, provider, proof);
  return identityIds === null ? { kind: "refused", reason: "not-linked" } : { kind: "proven", identityIds, returnTo: attempt.returnTo };
}

async function prove(
  provider: LoginProviderRecord,
  settings: OpenIdSettings,
  attempt: SignInAttempt | null,
  { id, query, state }: { id: LoginProviderId; query: URLSearchParams; state: string },
): Promise<ProvenClaims | SignInRefused> {
  if (attempt === null) return new SignInRefused("wrong-state", "This sign-in was finished already, took too long, or began elsewhere.");
  if (attempt.providerVersion !== provider.version) return new SignInRefused("settings-changed", "The settings changed while you were away. Try again.");
  if (attempt.testerId === null && provider.enabledAt === null) return new SignInRefused("provider-off", "This way to sign in is switched off.");
  try {
    const config = await discover(settings);
    return await claimsOf(config, new URL(`${redirectUriOf(id)}?${query.toString()}`), { ...attempt, state });
  } catch (error) {
    if (error instanceof SignInRefused) return error;
    throw error;
  }
}

const actorOf = (organizationId: OrganizationId): SystemActor => ({ kind: "system", organizationId, name: "Sign-in" });

function noteRefusal(organizationId: OrganizationId, { id, name }: LoginProviderRecord, reason: string): Promise<void> {
  return inOrganization(organizationId, (scope) =>
    recordActivity(scope, { actor: actorOf(organizationId), action: "sign-in.refused", target: { type: "login_provider", id, name }, detail: { reason } }),
  );
}

async function finishTest(
  organizationId: OrganizationId,
  { id, name }: LoginProviderRecord,
  { providerVersion, returnTo }: SignInAttempt,
  proof: ProvenClaims | SignInRefused,
): Promise<FinishedSignIn> {
  if (proof instanceof SignInRefused) return { kind: "tested", returnTo, refusal: proof.message };
  const isNoted = await inOrganization(organizationId, async (scope) => {
    const noted = await noteTest(scope, id, providerVersion, { ...proof });
    if (noted) await recordActivity(scope, { actor: actorOf(organizationId), action: "login_provider.tested", target: { type: "login_provider", id, name } });
    return noted;
  });
  return { kind: "tested", returnTo, refusal: isNoted ? null : "The settings changed while you were away. Test them again." };
}
