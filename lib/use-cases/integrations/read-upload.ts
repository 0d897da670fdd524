import { z } from "zod";
import { type CsvFile, openCsvFile, partOf } from "@/lib/connectors/csv/csv-file";
import { type CsvEncoding, decodeWhole } from "@/lib/connectors/csv/encoding";
import { findMappingProblem } from "@/lib/connectors/csv/mapping";
import { suggestMapping } from "@/lib/connectors/csv/suggest-mapping";
import { readsOf } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { AppError } from "@/lib/core/errors";
import { IntegrationId, type OrganizationId } from "@/lib/core/ids";
import { inOrganization } from "@/lib/db/in-organization";
import { findMapping } from "@/lib/db/integration-files";
import { getIntegrationRecord } from "./integration-view";
import { getConnector } from "./parse-settings";

const SIZE_MAX_BYTES = 10 * 1024 * 1024;

export const UploadInput = z.object({
  id: IntegrationId,
  /** The file itself or its text. */
  file: z.union([z.file(), z.string()]),
  fileName: z.string().max(255).optional(),
  /** Column header → field, perhaps as JSON text; a blank field leaves the column out. */
  mapping: z.union([z.record(z.string(), z.string()), z.string()]).optional(),
  mode: z.enum(["snapshot", "additions"]).default("additions"),
});
export type UploadInput = z.output<typeof UploadInput>;

export interface ReadUpload {
  readonly name: string;
  readonly text: string;
  /** What the file was written in; it is kept as UTF-8. */
  readonly encoding: CsvEncoding;
  readonly csv: CsvFile;
  readonly mapping: Readonly<Record<string, string>>;
  /** Why the mapping cannot be used for this file. */
  readonly mappingProblem: string | undefined;
}

/**
 * Reads a file for an integration that takes one. Throws `payload_too_large`, `invalid_input` for a file that cannot
 * be read as a whole, and `conflict` where the integration takes no file at present.
 */
export async function readUpload(organizationId: OrganizationId, input: UploadInput): Promise<ReadUpload> {
  const known = await inOrganization(organizationId, async (scope) => {
    const { connector, state, name, config } = await getIntegrationRecord(scope, input.id);
    if (readsOf(getConnector(connector), config) !== "file") {
      throw new AppError("conflict", `${name} is read from its provider or address and takes no file. Connect a CSV file for that.`);
    }
    if (state === "DISCONNECTED") throw new AppError("conflict", `${name} is disconnected. Reconnect it, then upload.`);
    return findMapping(scope, input.id);
  });
  const { text, encoding } = await readText(input.file);
  const csv = await inWords(() => openCsvFile(partOf(Buffer.from(text))));
  return { name: nameOf(input), text, encoding, csv, ...chooseMapping(csv.head.headers, readMapping(input.mapping), known) };
}

/** A file that cannot be read is the uploader's to mend. */
export async function inWords<Result>(read: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    throw error instanceof ConnectorError ? refuse("file", error.message) : error;
  }
}

/** A refusal that names the part of the form. */
export const refuse = (field: "file" | "mapping", message: string): AppError =>
  new AppError("invalid_input", message, { fields: { [field]: message } });

async function readText(file: File | string): Promise<{ text: string; encoding: CsvEncoding }> {
  const size = typeof file === "string" ? Buffer.byteLength(file) : file.size;
  if (size > SIZE_MAX_BYTES) {
    const message = "The file is larger than 10 MB. Split it, leave out columns that are not needed, or have it fetched from an address.";
    throw new AppError("payload_too_large", message, { fields: { file: message } });
  }
  const bytes = typeof file === "string" ? Buffer.from(file) : new Uint8Array(await file.arrayBuffer());
  const { text, encoding } = await inWords(() => decodeWhole(bytes));
  // PostgreSQL keeps no NUL in a text.
  return { text: text.replaceAll("\0", ""), encoding };
}

function readMapping(mapping: UploadInput["mapping"]): Record<string, string> | undefined {
  if (mapping === undefined || mapping === "") return undefined;
  const parsed = z.record(z.string(), z.string()).safeParse(typeof mapping === "string" ? parseJson(mapping) : mapping);
  if (!parsed.success) throw refuse("mapping", "The mapping is not a JSON object of column names and fields.");
  return Object.fromEntries(Object.entries(parsed.data).filter(([, field]) => field !== ""));
}

/**
 * The same columns again mean the same as last time. Where one of them is gone, nothing is guessed: without its status
 * column, a list would make everybody on it ACTIVE.
 */
function chooseMapping(
  headers: readonly string[],
  given: Record<string, string> | undefined,
  known: Record<string, string> | null,
): Pick<ReadUpload, "mapping" | "mappingProblem"> {
  const lost = given === undefined && known !== null ? findMappingProblem(headers, known) : undefined;
  const mapping = given ?? (lost === undefined ? known : null) ?? suggestMapping(headers);
  return { mapping, mappingProblem: lost ?? findMappingProblem(headers, mapping) };
}

function nameOf({ file, fileName }: UploadInput): string {
  const name = (fileName ?? (typeof file === "string" ? "" : file.name)).replaceAll("\0", "").trim();
  return name === "" ? "upload.csv" : name.slice(0, 255);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
