import { z } from "zod";
import { fetchAccessToken } from "@/lib/connectors/kit/access-token";
import type { Authentication, AuthenticationTools } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";

const SCOPE = "okta.users.read";
const JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

interface OktaSecrets {
  readonly apiToken?: string | undefined;
  readonly privateKey?: string | undefined;
}

interface OktaSettings {
  readonly baseUrl: string;
  readonly clientId?: string | undefined;
}

/** By the service app where a client id is given, else by the API token. */
export async function authenticate({ apiToken, privateKey }: OktaSecrets, { baseUrl, clientId }: OktaSettings, tools: AuthenticationTools): Promise<Authentication> {
  if (!clientId) {
    if (!apiToken) throw new ConnectorError("AUTH_REJECTED", "There is no API token. Enter one, or the client id of the service app that the private key belongs to.");
    return { headers: { authorization: `SSWS ${apiToken}` } };
  }
  if (!privateKey) throw new ConnectorError("AUTH_REJECTED", "The private key of the service app is missing. Enter it, or remove the client id and enter an API token.");
  const url = new URL("/oauth2/v1/token", baseUrl);
  const { kty, kid } = readKeyTraits(privateKey);
  const assertion = await tools.signJwt({
    privateKey,
    algorithm: kty === "EC" ? "ES256" : "RS256",
    ...(kid !== undefined && { header: { kid } }),
    claims: { aud: url.href, iss: clientId, sub: clientId },
    lifetimeSeconds: 300,
  });
  return fetchAccessToken(tools, url, { grant_type: "client_credentials", scope: SCOPE, client_assertion_type: JWT_BEARER, client_assertion: assertion });
}

const KeyTraits = z.looseObject({ kty: z.string().optional(), kid: z.string().optional() });

/** A PEM says nothing of itself; Okta then tries each key of the app. */
function readKeyTraits(privateKey: string): z.output<typeof KeyTraits> {
  try {
    return KeyTraits.parse(JSON.parse(privateKey));
  } catch {
    return {};
  }
}
