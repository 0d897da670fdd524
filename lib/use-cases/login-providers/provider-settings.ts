import { AppError } from "@/lib/core/errors";
import type { LoginProviderId, OrganizationId } from "@/lib/core/ids";
import { seal, unseal } from "@/lib/crypto/sealed";
import { findLoginProvider, findSealedClientSecret, type LoginProviderKind, type LoginProviderRecord } from "@/lib/db/login-providers";
import { isIssuer, issuerOfGoogle, issuerOfMicrosoft } from "./issuers";
import type { OrganizationScope } from "@/lib/db/in-organization";
import { env } from "@/lib/env";
import type { OpenIdSettings } from "./openid-client";

const SHOWN = 4;
// Of a shorter secret, four characters would be too much to show.
const LENGTH_MIN = 12;

/** Where the provider sends people back to; each provider has its own, so that one's answer never passes for another's. */
export const redirectUriOf = (id: LoginProviderId): string => `${env().APP_URL}/api/auth/sso/callback/${id}`;
/** Where a sign-in begins, also one that the provider's own page begins (initiate_login_uri). */
export const startUriOf = (id: LoginProviderId): string => `${env().APP_URL}/api/auth/sso/start/${id}`;

const bindingOf = (organizationId: OrganizationId, id: LoginProviderId) => ({ organizationId, integrationId: id, field: "loginProvider.clientSecret" });

export const sealClientSecret = (organizationId: OrganizationId, id: LoginProviderId, secret: string) => ({
  clientSecret: seal(secret, bindingOf(organizationId, id)),
  secretLastFour: secret.length < LENGTH_MIN ? "" : secret.slice(-SHOWN),
});

/** The provider with its secret opened; throws `not_found` also for one of another Organization. */
export async function openProvider(scope: OrganizationScope, id: LoginProviderId): Promise<{ provider: LoginProviderRecord; settings: OpenIdSettings }> {
  const provider = await getProvider(scope, id);
  const sealed = await findSealedClientSecret(scope, id);
  if (sealed === null) throw notFound();
  const clientSecret = unseal(sealed, bindingOf(scope.organizationId, id));
  return { provider, settings: { issuer: provider.issuer, clientId: provider.clientId, clientSecret } };
}

export async function getProvider(scope: OrganizationScope, id: LoginProviderId): Promise<LoginProviderRecord> {
  const provider = await findLoginProvider(scope, id);
  if (!provider) throw notFound();
  return provider;
}

const notFound = (): AppError => new AppError("not_found", "There is no such Login Provider.");

/** Google has one issuer, Microsoft one per tenant; of others the Admin gives it. Throws `invalid_input` at the field. */
export function issuerOf(kind: LoginProviderKind, given: { issuer?: string | undefined; tenant?: string | undefined }): string {
  if (kind === "google") return issuerOfGoogle;
  const issuer = kind === "microsoft" ? issuerOfMicrosoft(given.tenant?.trim() ?? "") : given.issuer?.trim();
  if (issuer !== undefined && isIssuer(issuer)) return issuer;
  const field = kind === "microsoft" ? "tenant" : "issuer";
  const words = kind === "microsoft" ? "Enter the Directory (tenant) ID, from the app's overview in Entra." : "Enter the issuer's address, beginning with https://.";
  throw new AppError("invalid_input", words, { fields: { [field]: words } });
}
