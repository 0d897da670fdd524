import { toAccountKind } from "@/lib/connectors/kit/account-kind";
import { toProfile } from "@/lib/connectors/kit/profile";
import { recordId, type RecordReader } from "@/lib/connectors/kit/read-records";
import { toAccountStatus } from "@/lib/connectors/kit/status-map";
import { NO_STATUS, sqlStatusMap } from "@/lib/connectors/sql/status-map";
import { PROFILE_FIELDS, type ProfileField, type SourceAccount } from "@/lib/core/accounts";
import { z } from "zod";

const rowSchema = (idColumn: string) => z.looseObject({ [idColumn]: recordId });
type RowSchema = ReturnType<typeof rowSchema>;

const FIELDS = new Map<string, ProfileField>(PROFILE_FIELDS.map((field) => [field.toLowerCase(), field]));
/** `Given_Name` and `givenName` are the same column to whoever wrote the query. */
const toName = (column: string): string => column.toLowerCase().replaceAll("_", "");

/** Reads the rows of one query, whose columns are looked at once. */
export function readRowsOf(idColumn: string, columns: readonly string[]): RecordReader<RowSchema> {
  const fields = columns.flatMap((column) => {
    const field = FIELDS.get(toName(column));
    return field === undefined ? [] : [[column, field] as const];
  });
  const statusColumn = columns.find((column) => toName(column) === "status");
  const kindColumn = columns.find((column) => toName(column) === "usertype") ?? fields.find(([, field]) => field === "employmentType")?.[0];
  const toAccount = (row: Record<string, unknown>, raw: unknown): SourceAccount => {
    const text = (column: string | undefined): string | undefined => {
      const value = column === undefined ? undefined : row[column];
      return typeof value === "string" ? value : undefined;
    };
    // A row without a word says nothing of the person, which is not the same as a query without the column.
    const rawStatus = statusColumn === undefined ? NO_STATUS : text(statusColumn)?.trim() || "(empty)";
    return {
      externalId: text(idColumn) ?? "",
      kind: toAccountKind(text(kindColumn)),
      status: toAccountStatus(rawStatus, { rules: sqlStatusMap, letterCase: "ignored" }),
      rawStatus,
      profile: toProfile(Object.fromEntries(fields.map(([column, field]) => [field, text(column)]))),
      aliases: [],
      raw,
    };
  };
  return { schema: rowSchema(idColumn), idField: idColumn, toAccount };
}
