import type { JsonRequest, Refusal } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { decideRetryAfterMs } from "@/lib/connectors/kit/retry-after";

/** GitHub's secondary limits ask for this much where they name no time. */
const SECONDARY_PAUSE_MS = 60_000;

/** GitHub writes its limits as 403 too, and refuses a token that its single sign-on has not seen; undefined where the status says it all. */
function readGithubRefusal({ status, headers, text }: Refusal): ConnectorError | undefined {
  if (status !== 403 && status !== 429) return undefined;
  const isTimed = headers.has("retry-after") || headers.get("x-ratelimit-remaining") === "0";
  if (isTimed || /rate limit|abuse detection/i.test(text)) {
    // Its reset is an instant by its own clock, which it sends along.
    const now = Date.parse(headers.get("date") ?? "");
    return new ConnectorError("RATE_LIMITED", "GitHub asks for fewer requests. The sync goes on by itself after a pause.", {
      retryAfterMs: isTimed ? decideRetryAfterMs(headers, Number.isNaN(now) ? 0 : now) : SECONDARY_PAUSE_MS,
    });
  }
  if (status === 403 && headers.has("x-github-sso"))
    return new ConnectorError("SCOPE_MISSING", "GitHub accepts this token only after it was authorized for the organization's single sign-on. In GitHub, open Settings, Developer settings, your token, Configure SSO, and authorize the organization; then try again.");
  return undefined;
}

/** What every question to GitHub has in common. */
export const GITHUB_REQUEST = { headers: { "x-github-api-version": "2022-11-28" }, readRefusal: readGithubRefusal } as const satisfies JsonRequest;
