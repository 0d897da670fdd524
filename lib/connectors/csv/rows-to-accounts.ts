import { findHeader, type CsvTarget } from "@/lib/connectors/csv/mapping";
import type { CsvRow } from "@/lib/connectors/csv/parse-csv";
import { PeopleSeen } from "@/lib/connectors/csv/people-seen";
import { csvStatusMap, NO_STATUS_COLUMN } from "@/lib/connectors/csv/status-map";
import { toAccountKind } from "@/lib/connectors/kit/account-kind";
import { cleanText } from "@/lib/connectors/kit/clean-text";
import { toEmail, toIsoDate, toProfile } from "@/lib/connectors/kit/profile";
import { recordId, toStorableJson } from "@/lib/connectors/kit/read-records";
import { toAccountStatus } from "@/lib/connectors/kit/status-map";
import { PROFILE_FIELDS, type Profile, type QuarantinedRecord, type SourceAccount } from "@/lib/core/accounts";

export interface RowMessage {
  readonly line: number;
  readonly message: string;
}

/** One row, in the order of the file: either understood or kept aside. */
export type RowOutcome =
  | { readonly line: number; readonly account: SourceAccount; readonly quarantined?: undefined }
  | { readonly line: number; readonly quarantined: QuarantinedRecord; readonly account?: undefined };

/** A row with what in it was not understood although it is imported. */
export interface ReadRow {
  readonly outcome: RowOutcome;
  /** Of a row that is kept aside: what to correct. */
  readonly error?: RowMessage | undefined;
  readonly warnings: readonly RowMessage[];
}

/**
 * Reads the rows of one file in its order, each on its own. A person who stands in the file twice is taken from the first
 * row; the later one is kept aside and names both lines. Expects a mapping that `findMappingProblem` accepts.
 */
export function createRowReader(headers: readonly string[], mapping: Readonly<Record<string, string>>): (row: CsvRow) => ReadRow {
  const seen = new PeopleSeen();
  const read = createCellReader(headers, mapping);
  return (row) => {
    const { line } = row;
    const raw = toRaw(headers, row);
    const id = readId(row, read);
    const reject = (message: string): ReadRow => ({
      outcome: { line, quarantined: { ...(id.key !== undefined && { externalId: id.key }), reason: `Line ${String(line)}: ${message}`, raw } },
      error: { line, message },
      warnings: [],
    });
    if (id.problem !== undefined) return reject(id.problem);
    const account = toSourceAccount(id.key, row, read, raw);
    const keys = identityKeys(account);
    const known = keys.map((key) => seen.find(key)).find((first) => first !== undefined);
    if (known !== undefined) return reject(`This person stands on line ${String(known)} already. Keep one of lines ${String(known)} and ${String(line)}.`);
    for (const key of keys) seen.note(key, line);
    return { outcome: { line, account }, warnings: findWarnings(row, read, account).map((message) => ({ line, message })) };
  };
}

/** Undefined where no column is mapped, a text (perhaps blank) where one is. */
type CellReader = (row: CsvRow, target: CsvTarget) => string | undefined;

function createCellReader(headers: readonly string[], mapping: Readonly<Record<string, string>>): CellReader {
  const indexes = new Map<CsvTarget, number>();
  const index = (target: CsvTarget): number => {
    const known = indexes.get(target);
    if (known !== undefined) return known;
    const header = findHeader(mapping, target);
    const found = header === undefined ? -1 : headers.indexOf(header);
    indexes.set(target, found);
    return found;
  };
  return (row, target) => (index(target) < 0 ? undefined : (row.cells[index(target)] ?? ""));
}

type RowId =
  | { readonly key: string; readonly problem?: undefined }
  | { readonly key?: string | undefined; readonly problem: string };

/**
 * The id column, else the employee number, else the e-mail address, else the name. An address as an id
 * is the exception that a file without ids forces: there a changed address is a leaver and a joiner.
 */
function readId(row: CsvRow, read: CellReader): RowId {
  // In a row of the wrong length every cell may stand in the wrong column, the id too.
  if (row.problem !== undefined) return { problem: row.problem };
  const idCell = read(row, "externalId");
  if (idCell?.trim() === "") return { problem: "The id is missing. Fill it in, or map the columns without an id." };
  const emailCell = cleanText(read(row, "email"));
  const email = toEmail(emailCell);
  const given = cleanText(read(row, "givenName"));
  const family = cleanText(read(row, "familyName"));
  const name = given !== undefined && family !== undefined ? `name:${given} ${family}`.normalize("NFKC").toLowerCase() : undefined;
  const key = recordId.safeParse(cleanText(idCell) ?? cleanText(read(row, "employeeNumber")) ?? email ?? name).data;
  if (email !== undefined || name !== undefined) return key === undefined ? { problem: "The id is longer than 500 characters. Shorten it." } : { key };
  if (emailCell !== undefined) return { key, problem: badEmail(emailCell) };
  return { key, problem: "The e-mail address is missing, and so is the first or the last name. One of the two is needed." };
}

const badEmail = (cell: string): string => `"${cell.slice(0, 100)}" is not an e-mail address. Correct it.`;

function toSourceAccount(externalId: string, row: CsvRow, read: CellReader, raw: unknown): SourceAccount {
  const word = read(row, "status");
  const rawStatus = word === undefined ? NO_STATUS_COLUMN : (cleanText(word) ?? "(blank)");
  const profile: Profile = toProfile(Object.fromEntries(PROFILE_FIELDS.map((field) => [field, read(row, field)])));
  return {
    externalId,
    kind: toAccountKind(profile.employmentType),
    status: toAccountStatus(rawStatus, { rules: csvStatusMap, letterCase: "ignored" }),
    rawStatus,
    profile,
    aliases: [],
    raw,
  };
}

const toRaw = (headers: readonly string[], { cells }: CsvRow): unknown =>
  toStorableJson(Object.fromEntries(cells.map((cell, index) => [headers[index] ?? `Column ${String(index + 1)}`, cell])));

const identityKeys = ({ externalId, profile }: SourceAccount): string[] => [
  `id ${externalId}`,
  ...(profile.email === undefined ? [] : [`email ${profile.email}`]),
  ...(profile.employeeNumber === undefined ? [] : [`number ${profile.employeeNumber}`]),
];

function findWarnings(row: CsvRow, read: CellReader, account: SourceAccount): string[] {
  const warnings: string[] = [];
  if (account.status === "UNKNOWN")
    warnings.push(`The status "${account.rawStatus.slice(0, 100)}" is not known. An existing User keeps the status, a new one starts as STAGED.`);
  const emailCell = cleanText(read(row, "email"));
  if (emailCell !== undefined && account.profile.email === undefined) warnings.push(badEmail(emailCell));
  for (const field of ["startDate", "endDate"] as const) {
    const date = cleanText(read(row, field));
    if (date !== undefined && toIsoDate(date) === undefined)
      warnings.push(`"${date.slice(0, 100)}" is not a date in the form 2026-01-31 and was left out.`);
  }
  return warnings;
}
