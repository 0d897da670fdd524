import { z } from "zod";
import { type AccountPage, type ChangesPage, type ConnectorContext, defineConnector } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { readRecords } from "@/lib/connectors/kit/read-records";
import { columnsField, parseColumns } from "@/lib/connectors/workday/columns";
import { workdayStatusMap } from "@/lib/connectors/workday/status-map";
import { rowSchema, toSourceAccount } from "@/lib/connectors/workday/transform";
import { CREDENTIALS_MARK, getWorkers, type Position, toSecurityHeader } from "@/lib/connectors/workday/web-service";

/** A report comes whole, and Workday computes it before its first byte. */
const REPORT_TIMEOUT_MS = 10 * 60_000;
const REPORT_SIZE_MAX_BYTES = 200 * 1024 * 1024;
const OVERLAP_MS = 15 * 60_000;

const config = z.object({
  reads: z.enum(["report", "web-service"]).default("report").meta({
    title: "Read by",
    description: "A report has the columns of your choice; Get_Workers has a form of Workday's own.",
    labels: { report: "A report as a web service (RaaS)", "web-service": "The web service Get_Workers (SOAP)" },
  }),
  address: z
    .url({ protocol: /^https?$/, error: "Enter the whole address, beginning with https://." })
    .max(2_000)
    .refine((text) => URL.parse(text)?.username === "", "Leave the user name and password out of the address.")
    .meta({
      title: "Address",
      description: "Of the report (Actions, Web Service, View URLs, JSON) or of the web service Human_Resources.",
      examples: ["https://wd2-impl-services1.workday.com/ccx/service/customreport2/acme/ISU_Lumos/Lumos_Workers", "https://wd2-impl-services1.workday.com/ccx/service/acme/Human_Resources/v42.0"],
    }),
  columns: columnsField,
});

const secrets = z.object({
  username: z.string().trim().min(1, "Enter the user name.").max(300).meta({ title: "Integration system user", description: "Its name; for the web service NAME@TENANT." }),
  password: z.string().min(1, "Enter the password.").max(1_000).meta({ title: "Password", description: "Of the integration system user." }),
});

type Context = ConnectorContext<z.output<typeof config>>;

export const workday = defineConnector({
  manifest: {
    id: "workday",
    name: "Workday",
    category: "hr",
    summary: "Reads every worker in Workday, by a report of your own or by the web service, with those who left.",
    provides: ["email", "givenName", "familyName", "displayName", "employeeNumber", "title", "department", "manager", "location", "employmentType", "startDate", "endDate"],
    statusMap: workdayStatusMap,
    completeness: "PROVEN",
    reads: "http",
    setupSteps: [
      "Create an integration system user and an integration system security group for it.",
      "Give the group Get access to Worker Data: Public Worker Reports and Person Data: Work Contact Information, and activate the pending security policy changes.",
      "For a report: build an advanced report on All Active and Terminated Workers, enable it as a web service, and share it with the user.",
      "Copy the report's JSON address, or the address of Human_Resources, and enter it here with the user's name and password.",
      "Say which column of the report is which field.",
    ],
  },
  config,
  secrets,
  origin: ({ address }) => new URL(address),
  authenticate: ({ username, password }, { reads }) =>
    reads === "report"
      ? { headers: { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` } }
      : // A function, since a replacement text would give a dollar sign in a password a meaning.
        { headers: {}, sealBody: (body) => body.replace(CREDENTIALS_MARK, () => toSecurityHeader(username, password)) },

  check: async (context) => {
    const page = context.config.reads === "report" ? await readReport(context) : (await getWorkers(context.http, urlOf(context), { position: START, count: 100 })).page;
    const total = page.total ?? page.accounts.length;
    const left = page.accounts.filter(({ status }) => status === "DEPROVISIONED").length;
    return {
      summary: `Reached ${urlOf(context).host}; it lists ${String(total)} workers.`,
      total,
      warnings: [
        ...(total === 0 ? ["The user sees nobody. Share the report with it, or give its security group access to workers."] : []),
        ...(context.config.reads === "report" && total > 0 && left === 0 ? ["Nobody who left is listed. Build the report on All Active and Terminated Workers, or leavers only go missing."] : []),
        ...(page.accounts.length > 0 && page.accounts.every(({ profile }) => profile.email === undefined) ? ["Cannot read work e-mail addresses. Grant Person Data: Work Contact Information, or name the report's column."] : []),
      ],
    };
  },

  listAccounts: async (context, cursor) => {
    if (context.config.reads === "report") return readReport(context);
    const { page, next } = await getWorkers(context.http, urlOf(context), { position: readCursor(cursor) });
    return { ...page, ...(next && { nextCursor: JSON.stringify(next) }) };
  },

  changes: { query: "Transaction_Log", list: readChanges },
});

const START: Position = { page: 1, asOf: undefined };

const urlOf = ({ config: { address } }: Context): URL => new URL(address);

/** Zero rows may come without the list itself; anything else in its place is no report. */
const Report = z.union([z.looseObject({ Report_Entry: z.array(z.unknown()) }), z.strictObject({})]);

async function readReport(context: Context): Promise<AccountPage> {
  const url = urlOf(context);
  url.searchParams.set("format", "json");
  const { body } = await context.http.getJson(url, Report, { timeoutMs: REPORT_TIMEOUT_MS, sizeMaxBytes: REPORT_SIZE_MAX_BYTES });
  const columns = parseColumns(context.config.columns);
  const rows = "Report_Entry" in body ? body.Report_Entry : [];
  return readRecords(rows, { schema: rowSchema(columns), idField: columns.externalId ?? "", toAccount: toSourceAccount });
}

/** A report cannot say what changed, so an incremental sync of one reads it whole. */
async function readChanges(context: Context, since: string | undefined, cursor: string | undefined): Promise<ChangesPage> {
  if (context.config.reads === "report") {
    return since === undefined ? { accounts: [], quarantined: [], watermark: "whole" } : { ...(await readReport(context)), watermark: "whole" };
  }
  const url = urlOf(context);
  // What a report left behind is no date: begin anew.
  if (since === undefined || Number.isNaN(Date.parse(since))) {
    const { answeredAt } = await getWorkers(context.http, url, { position: START, count: 1 });
    return { accounts: [], quarantined: [], watermark: toWatermark(answeredAt) };
  }
  const started = cursor === undefined ? await startOfChanges(context, since) : ChangesCursor.parse(JSON.parse(cursor));
  const { page, next } = await getWorkers(context.http, url, { position: started.position, changed: { from: since, through: started.through } });
  return { ...page, ...(next && { nextCursor: JSON.stringify({ position: next, through: started.through }) }), watermark: toWatermark(started.through) };
}

async function startOfChanges(context: Context, since: string): Promise<z.output<typeof ChangesCursor>> {
  const { answeredAt } = await getWorkers(context.http, urlOf(context), { position: START, count: 1 });
  return { position: START, through: answeredAt ?? since };
}

/** By Workday's clock; what was being written then comes again. */
const toWatermark = (answeredAt: string | undefined): string | undefined =>
  answeredAt === undefined ? undefined : new Date(Date.parse(answeredAt) - OVERLAP_MS).toISOString();

const Place = z.object({ page: z.int().positive(), asOf: z.string().optional() }).transform(({ page, asOf }): Position => ({ page, asOf }));
const ChangesCursor = z.object({ position: Place, through: z.string() });

function readCursor(cursor: string | undefined): Position {
  if (cursor === undefined) return START;
  try {
    return Place.parse(JSON.parse(cursor));
  } catch {
    throw new ConnectorError("UNEXPECTED_RESPONSE", "The kept place in the list cannot be read. Start a complete sync.");
  }
}
