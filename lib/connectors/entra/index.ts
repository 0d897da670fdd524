import { authenticate, readCertificate } from "@/lib/connectors/entra/authenticate";
import { CHANGES_QUERY, listChanges } from "@/lib/connectors/entra/changes";
import { config, secrets, toApiUrl, toTokenUrl } from "@/lib/connectors/entra/config";
import { readRefusal } from "@/lib/connectors/entra/refusal";
import { entraStatusMap } from "@/lib/connectors/entra/status-map";
import { type Context, firstPage, fromCursor, getPage, LEAVE_DATE, preferLeaveDate, readerAt, selection, toCursor, usersUrl } from "@/lib/connectors/entra/users";
import { defineConnector } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { lookUpRecord } from "@/lib/connectors/kit/look-up-record";
import { readRecords } from "@/lib/connectors/kit/read-records";

export const entra = defineConnector({
  manifest: {
    id: "entra",
    name: "Microsoft Entra ID",
    category: "identity-provider",
    summary: "Reads every user of a Microsoft Entra tenant (Azure AD, Microsoft 365), guests and blocked ones among them.",
    provides: ["email", "givenName", "familyName", "displayName", "employeeNumber", "title", "department", "manager", "location", "employmentType", "startDate", "endDate"],
    statusMap: entraStatusMap,
    completeness: "PROVEN",
    reads: "http",
    setupSteps: [
      "In the Microsoft Entra admin center, open App registrations and register an app for this tenant only, without a redirect address.",
      "Under API permissions, add the application permission User.Read.All of Microsoft Graph; for leave dates also User-LifeCycleInfo.Read.All. Grant admin consent.",
      "Under Certificates and secrets, create a client secret and copy its value, or upload a certificate.",
      "Enter the tenant's and the app's ids from its overview page, and the secret or the certificate with its private key.",
    ],
  },
  config,
  secrets,
  origin: (given) => new URL(toApiUrl(given)),
  tokenOrigin: (given) => toTokenUrl(given),
  authenticate: (given, settings, tools) => authenticate(given, settings, tools),

  check: async (context) => {
    const total = await count(context);
    const blocked = await count(context, "accountEnabled eq false");
    const certificate = readCertificate(context.config.certificate);
    return {
      summary: `Reached Microsoft Entra ID; it lists ${total.toLocaleString("en")} people, ${blocked.toLocaleString("en")} of them blocked from signing in.`,
      total,
      ...(certificate && { credentialsExpireAt: certificate.validToDate.toISOString() }),
      warnings: [...(total === 0 ? ["It lists nobody. Check that this is the right tenant."] : []), ...(await findMissingDates(context))],
    };
  },

  listAccounts: async (context, cursor) => {
    const { body, headers } = await (cursor === undefined
      ? preferLeaveDate((withLeaveDate) => firstPage(context, withLeaveDate))
      : getPage(context, fromCursor(context.config, cursor)));
    const next = body["@odata.nextLink"];
    return { ...readRecords(body.value, readerAt(headers)), ...(next && { nextCursor: toCursor(context.config, next) }) };
  },

  changes: { query: CHANGES_QUERY, list: listChanges },

  getAccount: ({ config: settings, http }, externalId) =>
    preferLeaveDate((withLeaveDate) =>
      lookUpRecord(http, usersUrl(settings, selection(withLeaveDate), `/v1.0/users/${encodeURIComponent(externalId)}`), readerAt(new Headers()), { readRefusal }),
    ),
});

/** Counting is an "advanced query" of Graph, which answers only to this header. */
async function count(context: Context, filter?: string): Promise<number> {
  const query = { $select: "id", $top: "1", $count: "true", ...(filter !== undefined && { $filter: filter }) };
  const { body } = await getPage(context, usersUrl(context.config, query), { consistencylevel: "eventual" });
  return body["@odata.count"] ?? body.value.length;
}

async function findMissingDates(context: Context): Promise<string[]> {
  try {
    await getPage(context, usersUrl(context.config, { $select: `id,${LEAVE_DATE}`, $top: "1" }));
    return [];
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.kind !== "SCOPE_MISSING") throw error;
    return ["Cannot read leave dates (employeeLeaveDateTime): grant the application permission User-LifeCycleInfo.Read.All, with admin consent."];
  }
}
