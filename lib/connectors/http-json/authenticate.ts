import type { HttpJsonConfig, HttpJsonSecrets } from "@/lib/connectors/http-json/settings";
import { fetchAccessToken, toBasicCredentials } from "@/lib/connectors/kit/access-token";
import type { Authentication, AuthenticationTools } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";

/** As the integration says; what it needs and was not given is named before anything is sent. */
export async function authenticateHttpJson(secrets: HttpJsonSecrets, config: HttpJsonConfig, tools: AuthenticationTools): Promise<Authentication> {
  switch (config.auth) {
    case "none":
      return { headers: {} };
    case "bearer":
      return { headers: { authorization: `Bearer ${required(secrets.token, "the token")}` } };
    case "header":
      return { headers: { [required(config.headerName, "the header's name")]: required(secrets.token, "the key") } };
    case "basic": {
      const credentials = `${required(config.username, "the user name")}:${secrets.password ?? ""}`;
      return { headers: { authorization: `Basic ${Buffer.from(credentials).toString("base64")}` } };
    }
    case "oauth2": {
      const url = new URL(required(config.tokenUrl, "the token address"));
      const client = { id: required(config.clientId, "the client id"), secret: required(secrets.clientSecret, "the client secret") };
      const form = { grant_type: "client_credentials", ...(config.scope && { scope: config.scope }) };
      return config.clientAuth === "header"
        ? fetchAccessToken(tools, url, form, toBasicCredentials(client.id, client.secret))
        : fetchAccessToken(tools, url, { ...form, client_id: client.id, client_secret: client.secret });
    }
  }
}

function required(value: string | undefined, what: string): string {
  if (value) return value;
  throw new ConnectorError("AUTH_REJECTED", `This way to sign in needs ${what}. Enter it, then try again.`);
}
