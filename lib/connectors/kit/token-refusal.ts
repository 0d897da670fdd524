import { z } from "zod";
import type { Refusal } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";

const OAuthError = z.looseObject({ error: z.string() });

/**
 * What a refusal of an access token means: RFC 6749 (5.2) says 400 or 401 whatever is wrong with the credentials, and the
 * word in the body tells a missing permission apart. Undefined where the status says enough.
 */
export function readTokenRefusal(host: string, { status, text }: Refusal): ConnectorError | undefined {
  if (status !== 400 && status !== 401) return undefined;
  if (readWord(text) === "invalid_scope")
    return new ConnectorError("SCOPE_MISSING", `${host} knows the credentials but does not grant what they ask for. Grant the rights that the steps beside the form name, then try again.`, { httpStatus: status });
  return new ConnectorError("AUTH_REJECTED", `${host} gives no access token to these credentials. Check them, and what they may read, then reconnect.`, { httpStatus: status });
}

function readWord(text: string): string | undefined {
  try {
    return OAuthError.safeParse(JSON.parse(text)).data?.error;
  } catch {
    return undefined;
  }
}
