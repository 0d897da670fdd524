import { z } from "zod";
import { HIBOB_FIELDS, HiBobPeople, HiBobPerson } from "@/lib/connectors/hibob/schema";
import { hibobStatusMap } from "@/lib/connectors/hibob/status-map";
import { nest, toSourceAccount } from "@/lib/connectors/hibob/transform";
import { baseUrlField } from "@/lib/connectors/kit/base-url";
import { type AccountPage, type ConnectorContext, defineConnector } from "@/lib/connectors/kit/connector";
import { readRecords } from "@/lib/connectors/kit/read-records";

/** There is no paging: one answer holds everybody, a few thousand bytes each, and is computed before its first byte. */
const SIZE_MAX_BYTES = 200 * 1024 * 1024;
const TIMEOUT_MS = 5 * 60_000;

const config = z.object({
  apiUrl: baseUrlField({ title: "API address", description: "Only for a gateway, or for HiBob's sandbox.", examples: ["https://api.hibob.com", "https://api.sandbox.hibob.com"], path: "dropped" }).default("https://api.hibob.com"),
});

const secrets = z.object({
  serviceUserId: z.string().trim().min(1, "Enter the service user's id.").max(200).meta({ title: "Service user id", description: "Begins with SERVICE-." }),
  token: z.string().trim().min(1, "Enter the token.").max(1_000).meta({ title: "Service user token", description: "Shown once when the service user is made." }),
});

type Context = ConnectorContext<z.output<typeof config>>;

export const hibob = defineConnector({
  manifest: {
    id: "hibob",
    name: "HiBob",
    category: "hr",
    summary: "Reads every person in HiBob with job, department, manager, first and last day, also those who left.",
    provides: ["email", "givenName", "familyName", "displayName", "employeeNumber", "title", "department", "manager", "location", "employmentType", "startDate", "endDate"],
    statusMap: hibobStatusMap,
    completeness: "PROVEN",
    reads: "http",
    setupSteps: [
      "In HiBob, open Settings, Integrations, Automation, Service users, and make one; copy its id and token.",
      "Open System settings, Account, Permission groups; make a group whose only member is the service user.",
      "Under Access data for, choose everybody, those who left included. Let it view the categories About, Work, Payroll (employment) and Lifecycle.",
      "Enter the id and the token here.",
    ],
  },
  config,
  secrets,
  origin: ({ apiUrl }) => new URL(apiUrl),
  authenticate: ({ serviceUserId, token }) => ({ headers: { authorization: `Basic ${Buffer.from(`${serviceUserId}:${token}`).toString("base64")}` } }),

  check: async (context) => {
    const { accounts } = await readEverybody(context);
    const left = accounts.filter(({ status }) => status === "DEPROVISIONED").length;
    return {
      summary: `Reached HiBob; it lists ${String(accounts.length)} people, ${String(left)} of whom left.`,
      total: accounts.length,
      warnings: findRestrictions(accounts, left),
    };
  },

  listAccounts: readEverybody,
});

async function readEverybody({ config: { apiUrl }, http }: Context): Promise<AccountPage> {
  const { body } = await http.getJson(new URL("/v1/people/search", apiUrl), HiBobPeople, {
    method: "POST",
    body: { fields: HIBOB_FIELDS, showInactive: true, humanReadable: "APPEND" },
    sizeMaxBytes: SIZE_MAX_BYTES,
    timeoutMs: TIMEOUT_MS,
  });
  return readRecords(body.employees.map(nest), { schema: HiBobPerson, idField: "id", toAccount: toSourceAccount });
}

/** What a permission group leaves out is simply missing, so only the whole tells. */
function findRestrictions(accounts: AccountPage["accounts"], left: number): string[] {
  if (accounts.length === 0) return ["The service user sees nobody. Add it to a permission group with access to everybody."];
  return [
    ...(left === 0 ? ["Nobody who left is listed. Unless nobody ever left, let the permission group access those who left, or leavers only go missing."] : []),
    ...(accounts.every(({ rawStatus }) => rawStatus === "(missing)") ? ["The service user may not see whether people are employed. Let it view the category Lifecycle."] : []),
    ...(accounts.every(({ profile }) => profile.manager === undefined) ? ["Cannot read managers. Let the service user view Reports to in the category Work."] : []),
  ];
}
