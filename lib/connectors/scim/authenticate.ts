import { fetchAccessToken, toBasicCredentials } from "@/lib/connectors/kit/access-token";
import type { Authentication, AuthenticationTools } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import type { ScimConfig, ScimSecrets } from "@/lib/connectors/scim/settings";

/** In the way that the settings choose; throws AUTH_REJECTED where it lacks something, before anything is sent. */
export async function authenticate(secrets: ScimSecrets, config: ScimConfig, tools: AuthenticationTools): Promise<Authentication> {
  switch (config.auth) {
    case "bearer":
      return { headers: { authorization: `Bearer ${required(secrets.token, "the bearer token")}` } };
    case "basic": {
      const credentials = `${required(config.username, "the user name")}:${required(secrets.password, "the password")}`;
      return { headers: { authorization: `Basic ${Buffer.from(credentials).toString("base64")}` } };
    }
    case "oauth2": {
      const client = toBasicCredentials(required(config.clientId, "the client id"), required(secrets.clientSecret, "the client secret"));
      const form = { grant_type: "client_credentials", ...(config.scope && { scope: config.scope }) };
      return fetchAccessToken(tools, new URL(required(config.tokenUrl, "the token address")), form, client);
    }
  }
}

function required(value: string | undefined, what: string): string {
  if (value) return value;
  throw new ConnectorError("AUTH_REJECTED", `This way of signing in needs ${what}. Enter it in the settings.`);
}
