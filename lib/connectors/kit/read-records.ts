import { z } from "zod";
import type { QuarantinedRecord, SourceAccount } from "@/lib/core/accounts";

const ID_MAX_CHARACTERS = 500;
const DEPTH_MAX = 50;

/** An id as a string, also where it arrives as a number; refuses numbers too large to be exact, so that two people never share one. */
export const recordId = z
  .union([z.string(), z.int()])
  .transform(String)
  .pipe(z.string().trim().min(1).max(ID_MAX_CHARACTERS).regex(/^[^\p{Cc}]+$/u));

/** A text attribute that may be absent or null, both of which mean "no opinion". */
export const recordText = z
  .union([z.string(), z.number().transform(String)])
  .nullish();

export interface RecordReader<Schema extends z.ZodType> {
  readonly schema: Schema;
  /** Where the id is, for naming a record that the schema refuses. */
  readonly idField: string;
  /** `raw` is the provider's whole record, fit for Postgres. */
  readonly toAccount: (record: z.output<Schema>, raw: unknown) => SourceAccount;
}

export interface ReadRecords {
  readonly accounts: readonly SourceAccount[];
  readonly quarantined: readonly QuarantinedRecord[];
}

/** Reads each record on its own: a bad one is kept aside with its reason and stops nobody else. */
export function readRecords<Schema extends z.ZodType>(
  records: readonly unknown[],
  reader: RecordReader<Schema>,
): ReadRecords {
  const accounts: SourceAccount[] = [];
  const quarantined: QuarantinedRecord[] = [];
  for (const record of records) {
    const raw = toStorableJson(record);
    if (raw === TOO_DEEP) {
      quarantined.push(quarantine(record, reader.idField, "It is nested too deeply to be read.", null));
      continue;
    }
    const parsed = reader.schema.safeParse(raw);
    if (parsed.success) accounts.push(reader.toAccount(parsed.data, raw));
    else quarantined.push(quarantine(record, reader.idField, toReason(parsed.error, reader.idField), raw));
  }
  return { accounts, quarantined };
}

/**
 * A JSON value without what Postgres' jsonb refuses: NUL characters and lone surrogates, in values and in keys.
 * Everything else stays as the provider wrote it; a value that has neither is answered itself, not a copy.
 */
export function toStorableJson(value: unknown): unknown {
  return isStorable(value, 0) ? value : toCleanCopy(value, 0);
}

function isStorable(value: unknown, depth: number): boolean {
  if (typeof value === "string") return isStorableText(value);
  if (typeof value !== "object" || value === null) return true;
  if (depth >= DEPTH_MAX) return false;
  for (const [key, item] of Object.entries(value)) if (!isStorableText(key) || !isStorable(item, depth + 1)) return false;
  return true;
}

const isStorableText = (text: string): boolean => !text.includes("\u0000") && text.isWellFormed();

function toCleanCopy(value: unknown, depth: number): unknown {
  if (typeof value === "string") return toStorableText(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth >= DEPTH_MAX) return TOO_DEEP;
  const entries: [string, unknown][] = Object.entries(value).map(([key, item]) => [toStorableText(key), toCleanCopy(item, depth + 1)]);
  if (entries.some(([, item]) => item === TOO_DEEP)) return TOO_DEEP;
  return Array.isArray(value) ? entries.map(([, item]) => item) : Object.fromEntries(entries);
}

const TOO_DEEP = Symbol("nested too deeply");

const toStorableText = (text: string): string => text.replaceAll("\u0000", "").toWellFormed();

function quarantine(record: unknown, idField: string, why: string, raw: unknown): QuarantinedRecord {
  const id = recordId.safeParse(z.record(z.string(), z.unknown()).safeParse(record).data?.[idField]);
  return {
    ...(id.success && { externalId: id.data }),
    reason: `${id.success ? "This record" : "A record without a usable id"} could not be read. ${why} Correct it in the source; it counts as present until then.`,
    raw,
  };
}

function toReason(error: z.ZodError, idField: string): string {
  const path = error.issues[0]?.path.map(String) ?? [];
  if (path.length === 0) return "It is not an object with fields.";
  if (path[0] === idField) return `Its "${idField}" is missing or not an id.`;
  return `Its field "${path.join(".").slice(0, 200)}" has an unexpected form.`;
}
