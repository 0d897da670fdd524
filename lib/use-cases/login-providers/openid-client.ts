import * as oidc from "openid-client";
import { z } from "zod";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { env } from "@/lib/env";
import { guardedFetch } from "./guarded-fetch";
import { SignInRefused } from "./sign-in-refused";

/** How far the provider's clock may be from ours. */
const CLOCK_TOLERANCE_S = 60;

export interface OpenIdSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What one sign-in must find again in the provider's answer. */
export interface Expected {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

const Claims = z.object({
  iss: z.string(),
  sub: z.string().min(1).max(255),
  iat: z.number(),
  email: z.string().max(320).optional().catch(undefined),
  email_verified: z.union([z.boolean(), z.stringbool()]).optional().catch(undefined),
  /** Microsoft's word for an address whose domain the tenant has proven. */
  xms_edov: z.union([z.boolean(), z.literal([0, 1]), z.stringbool()]).optional().catch(undefined),
  name: z.string().max(200).optional().catch(undefined),
});

/** What the provider proved; the e-mail is as it came, and says nothing unless it is verified. */
export interface ProvenClaims {
  readonly issuer: string;
  readonly subject: string;
  readonly email: string | null;
  readonly isEmailVerified: boolean;
  readonly name: string | null;
}

/** Reads the provider's own description; refuses one that names another issuer. Throws SignInRefused with words for an Admin. */
export async function discover({ issuer, clientId, clientSecret }: OpenIdSettings): Promise<oidc.Configuration> {
  try {
    return await oidc.discovery(new URL(issuer), clientId, { [oidc.clockTolerance]: CLOCK_TOLERANCE_S, client_secret: clientSecret }, oidc.ClientSecretPost(clientSecret), {
      [oidc.customFetch]: guardedFetch,
      // TLS alone would let anybody who answers for the token endpoint say who somebody is: signatures are always checked.
      execute: [oidc.enableNonRepudiationChecks, ...(env().ALLOW_PRIVATE_TARGETS ? [oidc.allowInsecureRequests] : [])],
    });
  } catch (error) {
    throw toRefusal(error);
  }
}

/** Where the browser goes: authorization code with PKCE S256, state and nonce. */
export async function authorizationUrl(config: oidc.Configuration, redirectUri: string, expected: Expected, loginHint?: string): Promise<URL> {
  return oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: "openid email profile",
    state: expected.state,
    nonce: expected.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(expected.codeVerifier),
    code_challenge_method: "S256",
    ...(loginHint !== undefined && { login_hint: loginHint }),
  });
}

/**
 * Trades the code for claims. Checks the issuer of the answer (RFC 9207) and of the token, audience, signature, nonce, state
 * and times; throws SignInRefused with the reason of each.
 */
export async function claimsOf(config: oidc.Configuration, currentUrl: URL, expected: Expected): Promise<ProvenClaims> {
  try {
    const tokens = await oidc.authorizationCodeGrant(config, currentUrl, {
      expectedState: expected.state,
      expectedNonce: expected.nonce,
      pkceCodeVerifier: expected.codeVerifier,
      idTokenExpected: true,
    });
    const claims = Claims.parse(tokens.claims());
    if (claims.iat > Date.now() / 1_000 + CLOCK_TOLERANCE_S) throw new SignInRefused("token-from-the-future", "The provider's answer carries a time that is still to come.");
    const more = claims.email === undefined ? await readUserInfo(config, tokens.access_token, claims.sub) : {};
    const { email, email_verified, xms_edov, name } = { ...claims, ...more };
    return {
      issuer: claims.iss,
      subject: claims.sub,
      email: email ?? null,
      isEmailVerified: email_verified === true || (xms_edov !== undefined && xms_edov !== false && xms_edov !== 0),
      name: name ?? null,
    };
  } catch (error) {
    throw toRefusal(error);
  }
}

/** Many providers give the e-mail only here; the subject must be the token's. */
async function readUserInfo(config: oidc.Configuration, accessToken: string, subject: string) {
  if (config.serverMetadata().userinfo_endpoint === undefined) return {};
  const { email, email_verified, name } = Claims.partial().parse(await oidc.fetchUserInfo(config, accessToken, subject));
  return { ...(email !== undefined && { email }), ...(email_verified !== undefined && { email_verified }), ...(name !== undefined && { name }) };
}

const WORDS: readonly (readonly [RegExp, string, string])[] = [
  [/nonce/i, "wrong-nonce", "The provider's answer belongs to another sign-in."],
  [/"aud"|audience/i, "wrong-audience", "The provider's answer was made for another application. Check the client ID."],
  [/"alg"|algorithm/i, "wrong-algorithm", "The provider signed its answer in a way that is not accepted."],
  [/signature/i, "wrong-signature", "The signature of the provider's answer is wrong."],
  [/"exp"|expir|"nbf"|timestamp/i, "expired", "The provider's answer is too old. Check the clocks."],
  [/"iss"|issuer/i, "wrong-issuer", "The provider says that it is another one than the address in the settings. Enter the issuer exactly as the provider gives it."],
  [/state/i, "wrong-state", "The provider's answer belongs to another sign-in."],
];

function toRefusal(error: unknown): unknown {
  if (error instanceof SignInRefused) return error;
  const chain = causesOf(error);
  const transport = chain.find((one) => one instanceof ConnectorError);
  if (transport) return new SignInRefused("unreachable", transport.message, { cause: error });
  if (error instanceof oidc.AuthorizationResponseError)
    return new SignInRefused(error.error === "access_denied" ? "denied" : "provider-refused", "The provider did not let this person through, or the person turned back.", { cause: error });
  if (error instanceof oidc.ResponseBodyError)
    return new SignInRefused(error.error === "invalid_grant" ? "code-refused" : "client-refused", error.error === "invalid_grant"
      ? "The provider does not accept the code, such as one that was used before."
      : "The provider does not accept the client ID and secret. Check both.", { cause: error });
  const text = chain.map((one) => (one instanceof Error ? one.message : "")).join("; ");
  const [, reason, words] = WORDS.find(([pattern]) => pattern.test(text)) ?? [undefined, "unexpected-answer", "The provider answered in a form that OpenID Connect does not know. Check the issuer."];
  return new SignInRefused(reason, words, { cause: error });
}

function causesOf(error: unknown, depth = 0): unknown[] {
  return error instanceof Error && depth < 5 ? [error, ...causesOf(error.cause, depth + 1)] : [];
}
