import { ConnectorError } from "@/lib/connectors/kit/connector-error";

const REJECTED = new Set(["invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"]);
const NOT_ALLOWED = new Set(["missing_scope", "no_permission", "not_allowed_token_type", "team_access_not_granted", "access_denied", "org_login_required", "enterprise_is_restricted"]);
const PASSING = new Set(["internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org", "accesslimited"]);

/** What an answer with `ok: false` means for the Admin; Slack sends it with status 200. */
export function toRefusal({ error, needed }: { error: string; needed?: string | null | undefined }): ConnectorError {
  if (REJECTED.has(error)) return new ConnectorError("AUTH_REJECTED", "Slack rejected the token. Reconnect with a current one.");
  if (NOT_ALLOWED.has(error))
    return new ConnectorError("SCOPE_MISSING", `Slack does not let this token read people${needed ? `; it needs ${needed.slice(0, 200)}` : ""}. Grant the scopes users:read and users:read.email, install the app again, then reconnect.`);
  if (error === "ratelimited" || error === "rate_limited") return new ConnectorError("RATE_LIMITED", "Slack asks for fewer requests. The sync goes on by itself after a pause.");
  if (PASSING.has(error)) return new ConnectorError("SOURCE_UNAVAILABLE", "Slack has a problem of its own. Nothing was changed; the sync tries again later.");
  if (error === "missing_argument" || error === "invalid_arguments" || error === "team_not_found")
    return new ConnectorError("CONFIG_INVALID", "This token belongs to a whole organization of Slack. Enter the workspace's id (it begins with T) in the settings.");
  return new ConnectorError("UNEXPECTED_RESPONSE", `Slack refused the request (${error.replace(/[^a-z0-9_]/gi, "").slice(0, 60)}). Nothing was changed.`);
}
