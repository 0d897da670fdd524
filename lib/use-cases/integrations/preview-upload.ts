import type { z } from "zod";
import { CSV_TARGETS } from "@/lib/connectors/csv/mapping";
import type { RowMessage } from "@/lib/connectors/csv/rows-to-accounts";
import type { Actor } from "@/lib/core/access/actor";
import { FIELD_LABELS } from "@/lib/core/users/field-label";
import { findAbsent } from "@/lib/db/accounts";
import { inOrganization } from "@/lib/db/in-organization";
import { assertMay, parseInput } from "@/lib/use-cases/use-case";
import { inWords, readUpload, UploadInput } from "./read-upload";
import { surveyCsv } from "./survey-csv";

const MISSING_SHOWN = 20;

export interface UploadPreview {
  /** What the file is written in; any of these is converted. */
  readonly encoding: string;
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
  assertMay(actor, "integration:manage", "listed");
  const input = parseInput(UploadInput, rawInput);
  assertMay(actor, "integration:manage", input.id);
  const { encoding, csv, mapping, mappingProblem } = await readUpload(actor.organizationId, input);
  const survey = await inWords(() => surveyCsv(csv, mappingProblem === undefined ? mapping : undefined));
  const missing =
    mappingProblem === undefined
      ? await inOrganization(actor.organizationId, (scope) => findAbsent(scope, input.id, { externalIds: survey.externalIds, sampleMax: MISSING_SHOWN }))
      : { count: 0, sample: [] };
  return {
    encoding,
    headers: [...csv.head.headers],
    mapping: { ...mapping },
    fields: CSV_TARGETS.map((field) => ({ field, label: FIELD_LABELS[field] })),
    rows: survey.rows,
    people: survey.people,
    sample: survey.sample,
    errors: mappingProblem === undefined ? survey.errors : [{ line: 1, message: mappingProblem }],
    warnings: survey.warnings,
    missing,
  };
}
