import type { Refusal } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { GraphError } from "@/lib/connectors/entra/schema";

const EXPIRED = new Set(["syncstatenotfound", "syncstateinvalid", "resyncrequired", "directory_expiredpagetoken"]);

/** What Graph's own words say beyond the status. */
export function readRefusal({ status, text }: Refusal): ConnectorError | undefined {
  if (status === 403)
    return new ConnectorError("SCOPE_MISSING", "Microsoft knows the app but does not let it read people. Add the application permission User.Read.All of Microsoft Graph and grant admin consent, then try again.");
  if (status === 410 || EXPIRED.has(readCode(text)))
    return new ConnectorError("UNEXPECTED_RESPONSE", "Microsoft keeps the place where changes begin for seven days, and has forgotten this one. Nothing was changed; the next complete sync begins anew.", { httpStatus: status });
  return undefined;
}

function readCode(text: string): string {
  try {
    return GraphError.safeParse(JSON.parse(text)).data?.error.code?.toLowerCase() ?? "";
  } catch {
    return "";
  }
}
