import { z } from "zod";
import { findMappingProblem } from "@/lib/connectors/csv/mapping";
import { CSV_SIZE_MAX_BYTES, decodeCsv, parseCsv, type ParsedCsv } from "@/lib/connectors/csv/parse-csv";
import { suggestMapping } from "@/lib/connectors/csv/suggest-mapping";
import { AppError } from "@/lib/core/errors";
import { IntegrationId, type OrganizationId } from "@/lib/core/ids";
import { inOrganization } from "@/lib/db/in-organization";
import { findMapping } from "@/lib/db/integration-files";
import { getIntegrationRecord } from "./integration-view";
import { getConnector } from "./parse-settings";

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
  readonly parsed: ParsedCsv;
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
    const { connector, state, name } = await getIntegrationRecord(scope, input.id);
    if (getConnector(connector).manifest.reads !== "file") {
      throw new AppError("conflict", `${name} reads from its provider and takes no file. Connect a CSV file for that.`);
    }
    if (state === "DISCONNECTED") throw new AppError("conflict", `${name} is disconnected. Reconnect it, then upload.`);
    return findMapping(scope, input.id);
  });
  const text = await readText(input.file);
  const parsed = parseCsv(text);
  if (parsed.problem !== undefined) throw refuse("file", parsed.problem);
  return { name: nameOf(input), text, parsed, ...chooseMapping(parsed, readMapping(input.mapping), known) };
}

/** A refusal that names the part of the form. */
export const refuse = (field: "file" | "mapping", message: string): AppError =>
  new AppError("invalid_input", message, { fields: { [field]: message } });

async function readText(file: File | string): Promise<string> {
  const size = typeof file === "string" ? Buffer.byteLength(file) : file.size;
  if (size > CSV_SIZE_MAX_BYTES) {
    const message = "The file is larger than 10 MB. Split it, or leave out columns that are not needed.";
    throw new AppError("payload_too_large", message, { fields: { file: message } });
  }
  const decoded = decodeCsv(typeof file === "string" ? Buffer.from(file) : new Uint8Array(await file.arrayBuffer()));
  if (decoded.problem !== undefined) throw refuse("file", decoded.problem);
  // PostgreSQL keeps no NUL in a text.
  return decoded.text.replaceAll("\0", "");
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
  { headers }: ParsedCsv,
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
