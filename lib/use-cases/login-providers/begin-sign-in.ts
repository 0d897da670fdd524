import { randomNonce, randomPKCECodeVerifier, randomState } from "openid-client";
import type { PersonActor } from "@/lib/core/access/actor";
import type { LoginProviderId, OrganizationId } from "@/lib/core/ids";
import { inOrganization } from "@/lib/db/in-organization";
import { findOrganizationOfProvider } from "@/lib/db/login-providers";
import { makeToken } from "@/lib/db/secret-tokens";
import { insertAttempt } from "@/lib/db/sign-in-attempts";
import { assertMay } from "../use-case";
import { authorizationUrl, discover } from "./openid-client";
import { openProvider, redirectUriOf } from "./provider-settings";
import { SignInRefused } from "./sign-in-refused";

const LIFETIME_MS = 10 * 60_000;

export interface BegunSignIn {
  /** At the provider. */
  readonly url: string;
  /** For a cookie: only the browser that began may finish. */
  readonly browserToken: string;
}

interface Wishes {
  readonly returnTo: string;
  readonly loginHint?: string | undefined;
  /** As a provider that begins names itself; it must be the one of the settings. */
  readonly issuer?: string | undefined;
}

/** Sends somebody to a provider that is on. Throws SignInRefused for one that is unknown, off or unreachable, without telling which to people. */
export async function beginSignIn(id: LoginProviderId, wishes: Wishes): Promise<BegunSignIn> {
  const organizationId = await findOrganizationOfProvider(id);
  if (organizationId === null) throw new SignInRefused("unknown-provider", "This way to sign in is not there any more.");
  return begin(organizationId, id, wishes, null);
}

/** The same for an Admin who tests the settings, on or off; the answer is shown to them and opens nothing. */
export async function beginTest(actor: PersonActor, id: LoginProviderId, returnTo: string): Promise<BegunSignIn> {
  assertMay(actor, "source-of-truth:update");
  return begin(actor.organizationId, id, { returnTo }, actor);
}

async function begin(organizationId: OrganizationId, id: LoginProviderId, { returnTo, loginHint, issuer }: Wishes, tester: PersonActor | null): Promise<BegunSignIn> {
  const { provider, settings } = await inOrganization(organizationId, (scope) => openProvider(scope, id));
  if (tester === null && provider.enabledAt === null) throw new SignInRefused("provider-off", "This way to sign in is switched off.");
  if (issuer !== undefined && issuer !== provider.issuer) throw new SignInRefused("wrong-issuer", "This sign-in was begun by another provider.");
  const config = await discover(settings);
  const expected = { state: randomState(), nonce: randomNonce(), codeVerifier: randomPKCECodeVerifier() };
  const url = await authorizationUrl(config, redirectUriOf(id), expected, loginHint);
  const browserToken = makeToken();
  await inOrganization(organizationId, (scope) =>
    insertAttempt(scope, id, {
      ...expected, browserToken, returnTo, providerVersion: provider.version, testerId: tester?.userId ?? null,
      expiresAt: new Date(Date.now() + LIFETIME_MS),
    }),
  );
  return { url: url.href, browserToken };
}
