import { type Config, config, type Secrets, secrets, toFileUrl } from "@/lib/connectors/csv/config";
import { partOf } from "@/lib/connectors/csv/csv-file";
import { type CsvReading, keepReading, openReading, resumeReading, toCursor } from "@/lib/connectors/csv/csv-reading";
import { fetchPartOf } from "@/lib/connectors/csv/file-address";
import { signS3Request } from "@/lib/connectors/csv/sign-s3";
import { csvStatusMap } from "@/lib/connectors/csv/status-map";
import { type Authentication, type CheckResult, type ConnectorContext, defineConnector } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { countByStatus } from "@/lib/connectors/kit/count-by-status";
import { PROFILE_FIELDS } from "@/lib/core/accounts";

export const csv = defineConnector({
  manifest: {
    id: "csv",
    name: "CSV file",
    category: "file",
    summary: "Reads people, such as contractors, from a file that you upload, or that is fetched from an https or S3-compatible address on a schedule.",
    provides: PROFILE_FIELDS,
    statusMap: csvStatusMap,
    completeness: "PROVEN",
    reads: "file",
    setupSteps: [
      "Save your list as CSV, best in UTF-8, with the names of the columns in the first line. An upload may have 10 MB.",
      "Every row needs an e-mail address, or a first and a last name. A column with an id that never changes is best.",
      "To upload it, continue to the file, check which column is which, and look at the preview.",
      "To have it fetched, put it at an https address or into a bucket, with credentials that may read this one file (in S3: s3:GetObject).",
      "Say whether the file lists everybody or only additions.",
    ],
  },
  config,
  secrets,
  origin: toFileUrl,
  readsBy: ({ source }) => (source === "https" || source === "s3" ? "http" : "file"),
  authenticate: (given, settings) => authenticate(given, settings),

  check: async (context) => {
    if (context.config.source === "upload" && !context.file) return { summary: "Ready for a file. Upload one to read people from it.", warnings: [] };
    return describe(context, await open(context));
  },

  listAccounts: async (context, cursor) => {
    const reading = cursor === undefined ? await open(context) : await resumeReading(cursor, () => open(context));
    const rows = await reading.next();
    keepReading(reading);
    const nextCursor = toCursor(reading);
    const mode = context.config.source === "upload" ? context.file?.mode : context.config.mode;
    return {
      accounts: rows.flatMap(({ outcome }) => outcome.account ?? []),
      quarantined: rows.flatMap(({ outcome }) => outcome.quarantined ?? []),
      ...(nextCursor !== undefined && { nextCursor }),
      ...(mode !== "snapshot" && { incompleteBecause: "The file lists additions only." }),
    };
  },
});

type Context = ConnectorContext<Config>;

async function open({ config: settings, http, file }: Context): Promise<CsvReading> {
  const url = toFileUrl(settings);
  if (url !== undefined) return openReading(fetchPartOf(http, url), settings.mapping);
  if (!file) throw new ConnectorError("CONFIG_INVALID", "There is no file yet. Upload a file first.");
  return openReading(partOf(Buffer.from(file.text)), file.mapping);
}

async function describe({ config: settings, file }: Context, reading: CsvReading): Promise<CheckResult> {
  const rows = await reading.next();
  const isWhole = reading.place === undefined;
  const accounts = rows.flatMap(({ outcome }) => outcome.account ?? []);
  const wrong = rows.filter(({ error }) => error !== undefined);
  const columns = Object.entries(reading.mapping).map(([header, field]) => `${header} as ${field}`);
  if (rows.length > 0 && accounts.length === 0) throw new ConnectorError("CONFIG_INVALID", `Nobody in the file could be understood. Line ${String(wrong[0]?.error?.line)}: ${wrong[0]?.error?.message ?? ""}`);
  const from = settings.source === "upload" ? (file?.name ?? "The file") : "The file";
  return {
    summary: `${from} ${isWhole ? `lists ${String(accounts.length)} people` : `lists people; of its ${String(Math.ceil(reading.file.size / 1_048_576))} MB, the first ${String(accounts.length)} were read`}. Columns: ${columns.join(", ")}.`,
    ...(isWhole && { total: accounts.length }),
    byStatus: countByStatus(accounts),
    warnings: [
      ...(rows.length === 0 ? ["The file names columns and nobody."] : []),
      ...(wrong[0]?.error ? [`${String(wrong.length)} of ${String(rows.length)} rows are not understood and will be kept aside, such as line ${String(wrong[0].error.line)}: ${wrong[0].error.message}`] : []),
      ...rows.flatMap(({ warnings }) => warnings).slice(0, 1).map(({ line, message }) => `Line ${String(line)}: ${message}`),
    ],
  };
}

function authenticate({ password, token, accessKeyId, secretAccessKey, sessionToken }: Secrets, { source, access, username, region = "" }: Config): Authentication {
  if (source === "s3") {
    if (!accessKeyId || !secretAccessKey) throw missing("the access key id and the secret access key");
    const keys = { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
    return { headers: {}, signRequest: ({ url, headers, now }) => signS3Request(url, headers, now, { region, keys }) };
  }
  if (source === "upload" || access === "none") return { headers: {} };
  if (access === "bearer") {
    if (!token) throw missing("the bearer token");
    return { headers: { authorization: `Bearer ${token}` } };
  }
  if (!password) throw missing("the password");
  return { headers: { authorization: `Basic ${Buffer.from(`${username ?? ""}:${password}`).toString("base64")}` } };
}

const missing = (what: string): ConnectorError => new ConnectorError("AUTH_REJECTED", `Enter ${what}.`);
