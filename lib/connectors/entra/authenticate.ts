import { createHash, X509Certificate } from "node:crypto";
import type { z } from "zod";
import { CLOUDS } from "@/lib/connectors/entra/clouds";
import { type Config, type secrets, toTokenUrl } from "@/lib/connectors/entra/config";
import { fetchAccessToken } from "@/lib/connectors/kit/access-token";
import type { Authentication, AuthenticationTools } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";

const JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/** Client credentials: by a signed assertion where a certificate is given, else by the client secret. */
export async function authenticate(given: z.output<typeof secrets>, config: Config, tools: AuthenticationTools): Promise<Authentication> {
  const url = toTokenUrl(config);
  const form = { grant_type: "client_credentials", client_id: config.clientId, scope: `${CLOUDS[config.cloud].graph}/.default` };
  const certificate = readCertificate(config.certificate);
  if (certificate === undefined) {
    if (!given.clientSecret) throw new ConnectorError("AUTH_REJECTED", "There is no client secret. Enter one, or the certificate that belongs to the private key.");
    return fetchAccessToken(tools, url, { ...form, client_secret: given.clientSecret });
  }
  if (!given.privateKey) throw new ConnectorError("AUTH_REJECTED", "The private key of the certificate is missing. Enter it, or remove the certificate and enter a client secret.");
  const assertion = await tools.signJwt({
    privateKey: given.privateKey,
    algorithm: "PS256",
    header: { "x5t#S256": createHash("sha256").update(certificate.raw).digest("base64url") },
    claims: { aud: url.href, iss: config.clientId, sub: config.clientId },
    lifetimeSeconds: 600,
  });
  return fetchAccessToken(tools, url, { ...form, client_assertion_type: JWT_BEARER, client_assertion: assertion });
}

/** The first of the given ones, which is the app's own where a chain was pasted. */
export const readCertificate = (pem: string | undefined): X509Certificate | undefined => (pem ? new X509Certificate(pem) : undefined);
