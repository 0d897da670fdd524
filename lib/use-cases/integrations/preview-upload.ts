import type { z } from "zod";
import type { ParsedCsv } from "@/lib/connectors/csv/parse-csv";
import { CSV_TARGETS } from "@/lib/connectors/csv/mapping";
import { type CsvAccounts, type RowMessage, rowsToAccounts } from "@/lib/connectors/csv/rows-to-accounts";
import type { Actor } from "@/lib/core/access/actor";
import { FIELD_LABELS } from "@/lib/core/users/field-label";
import { findAbsent } from "@/lib/db/accounts";
import { inOrganization } from "@/lib/db/in-organization";
import { assertMay, parseInput } from "@/lib/use-cases/use-case";
import { readUpload, UploadInput } from "./read-upload";

const ROWS_SHOWN = 20;
const MESSAGES_SHOWN = 500;
const MISSING_SHOWN = 20;

export interface UploadPreview {
  readonly headers: string[];
  readonly mapping: Record<string, string>;
  readonly fields: { field: string; label: string }[];
  readonly rows: number;
  readonly people: number;
  /** The first rows, by column. */
  readonly sample: Record<string, string>[];
  readonly errors: RowMessage[];
  readonly warnings: RowMessage[];
  /** Who is present now and would be missing, were this file a full list. */
  readonly missing: { count: number; sample: string[] };
}

/** Shows what an import would do and keeps nothing. A mapping that cannot be used is an error of line 1, so that it can be mended. */
export async function previewUpload(actor: Actor, rawInput: z.input<typeof UploadInput>): Promise<UploadPreview> {
  assertMay(actor, "integration:manage");
  const input = parseInput(UploadInput, rawInput);
  const { parsed, mapping, mappingProblem } = await readUpload(actor.organizationId, input);
  const read: CsvAccounts =
    mappingProblem === undefined
      ? rowsToAccounts(parsed, mapping)
      : { outcomes: [], errors: [{ line: 1, message: mappingProblem }], warnings: [] };
  // A row that is kept aside counts as present.
  const externalIds = read.outcomes.flatMap(({ account, quarantined }) => account?.externalId ?? quarantined?.externalId ?? []);
  const missing =
    mappingProblem === undefined
      ? await inOrganization(actor.organizationId, (scope) => findAbsent(scope, input.id, { externalIds, sampleMax: MISSING_SHOWN }))
      : { count: 0, sample: [] };
  return {
    headers: [...parsed.headers],
    mapping: { ...mapping },
    fields: CSV_TARGETS.map((field) => ({ field, label: FIELD_LABELS[field] })),
    rows: parsed.rows.length,
    people: read.outcomes.filter(({ account }) => account !== undefined).length,
    sample: toSample(parsed),
    errors: read.errors.slice(0, MESSAGES_SHOWN),
    warnings: read.warnings.slice(0, MESSAGES_SHOWN),
    missing,
  };
}

const toSample = ({ headers, rows }: ParsedCsv): Record<string, string>[] =>
  rows.slice(0, ROWS_SHOWN).map(({ cells }) => Object.fromEntries(headers.map((header, index) => [header, cells[index] ?? ""])));
