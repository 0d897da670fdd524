import { z } from "zod";
import { BAMBOO_FIELDS, BambooChanges, BambooEmployee, BambooEmployeePage } from "@/lib/connectors/bamboohr/schema";
import { bambooStatusMap } from "@/lib/connectors/bamboohr/status-map";
import { toSourceAccount } from "@/lib/connectors/bamboohr/transform";
import { baseUrlField } from "@/lib/connectors/kit/base-url";
import { type ChangesPage, type ConnectorContext, defineConnector } from "@/lib/connectors/kit/connector";
import { readRecords } from "@/lib/connectors/kit/read-records";

const PAGE_SIZE = "500";
/** As many ids as fit into one address. */
const IDS_PER_PAGE = 200;
const OVERLAP_MS = 10 * 60_000;

const config = z.object({
  baseUrl: baseUrlField({
    title: "BambooHR company",
    description: "Your company's name in BambooHR's address, or the whole address.",
    examples: ["acme", "https://acme.bamboohr.com"],
    expand: (text) => (/^[a-z0-9-]+$/i.test(text) ? `${text}.bamboohr.com` : text),
    path: "kept",
  }),
});

const secrets = z.object({
  apiKey: z.string().trim().min(1, "Enter the API key.").max(1_000).meta({
    title: "API key",
    description: "A key of a user who may see every employee and the fields listed beside this form.",
  }),
});

export const bamboohr = defineConnector({
  manifest: {
    id: "bamboohr",
    name: "BambooHR",
    category: "hr",
    summary: "Reads every employee in BambooHR with job, department, manager, hire date and whether they are employed.",
    provides: ["email", "givenName", "familyName", "displayName", "title", "department", "manager", "location", "employmentType", "startDate"],
    statusMap: bambooStatusMap,
    completeness: "PROVEN",
    reads: "http",
    setupSteps: [
      "In BambooHR, create a user for this connection with an access level that sees all employees.",
      "Let that access level view: name, status, work e-mail, job title, department, location, employment status, reports to, hire date.",
      "Sign in as that user, open the menu under its picture and choose API Keys, then Add New Key.",
      "Enter your company's name and the key here.",
    ],
  },
  config,
  secrets,
  origin: ({ baseUrl }) => new URL(baseUrl),
  // BambooHR takes the key as the user name; the password is ignored.
  authenticate: ({ apiKey }) => ({ headers: { authorization: `Basic ${Buffer.from(`${apiKey}:x`).toString("base64")}` } }),

  check: async ({ config: { baseUrl }, http }) => {
    const { body } = await http.getJson(employeesUrl(baseUrl, "1"), BambooEmployeePage);
    const total = body.meta.total ?? undefined;
    return {
      summary: `Reached ${new URL(baseUrl).host}; it lists ${total === undefined ? "people" : `${String(total)} people`}.`,
      ...(total !== undefined && { total }),
      warnings: findRestrictions(body.data),
    };
  },

  listAccounts: async ({ config: { baseUrl }, http }, cursor) => {
    const { body } = await http.getJson(employeesUrl(baseUrl, PAGE_SIZE, cursor), BambooEmployeePage);
    const { nextCursor } = body.meta.page;
    const hasMore = nextCursor !== null && nextCursor !== undefined && nextCursor !== "";
    return {
      ...readRecords(body.data, READER),
      ...(hasMore && { nextCursor: String(nextCursor) }),
      ...(typeof body.meta.total === "number" && { total: body.meta.total }),
    };
  },

  changes: { query: "employees/changed", list: readChanges },
});

const READER = { schema: BambooEmployee, idField: "employeeId", toAccount: toSourceAccount } as const;

/** The feed names ids; people are read by them. Who was deleted is not there to be read: a complete sync misses them. */
async function readChanges({ config: { baseUrl }, http }: ConnectorContext<z.output<typeof config>>, since: string | undefined, cursor?: string): Promise<ChangesPage> {
  if (since === undefined) {
    const { headers } = await http.getJson(employeesUrl(baseUrl, "1"), BambooEmployeePage);
    return { accounts: [], quarantined: [], watermark: toWatermark(headers.get("date")) };
  }
  const url = new URL(`${baseUrl}/api/v1/employees/changed`);
  url.searchParams.set("since", since);
  const { body, headers } = await http.getJson(url, BambooChanges);
  const changed = Object.entries(body.employees).filter(([id, { action }]) => /^\d+$/.test(id) && action !== "Deleted").map(([id]) => Number(id));
  const left = changed.toSorted((one, other) => one - other).filter((id) => id > Number(cursor ?? -1));
  const ids = left.slice(0, IDS_PER_PAGE);
  const watermark = toWatermark(headers.get("date"));
  if (ids.length === 0) return { accounts: [], quarantined: [], watermark };
  const people = employeesUrl(baseUrl, PAGE_SIZE);
  for (const id of ids) people.searchParams.append("filter[ids][]", String(id));
  const { data } = (await http.getJson(people, BambooEmployeePage)).body;
  return { ...readRecords(data, READER), ...(left.length > ids.length && { nextCursor: String(ids.at(-1)) }), watermark };
}

/** By BambooHR's clock, which wrote the dates of the feed; what was being written then comes again. */
function toWatermark(date: string | null): string | undefined {
  const now = Date.parse(date ?? "");
  return Number.isNaN(now) ? undefined : new Date(now - OVERLAP_MS).toISOString();
}

// No filter and no sort: BambooHR drops everybody whose filtered or sorted field the key may not read.
function employeesUrl(baseUrl: string, limit: string, after?: string): URL {
  const url = new URL(`${baseUrl}/api/v1/employees`);
  url.searchParams.set("fields", BAMBOO_FIELDS.join(","));
  url.searchParams.set("page[limit]", limit);
  if (after !== undefined) url.searchParams.set("page[after]", after);
  return url;
}

function findRestrictions(employees: readonly unknown[]): string[] {
  const used = new Set<string>([...BAMBOO_FIELDS, "firstName", "lastName", "jobTitleName", "status"]);
  const restricted = employees.flatMap((employee) => BambooEmployee.safeParse(employee).data?._restrictedFields ?? []);
  const missed = [...new Set(restricted)].filter((field) => used.has(field));
  if (employees.length === 0) return ["The key sees no employees. Give its user an access level that sees all of them."];
  return missed.length === 0
    ? []
    : [`The key may not read: ${missed.join(", ")}. These fields keep what other sources say; let the access level view them to use BambooHR's.`];
}
