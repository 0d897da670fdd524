import { z } from "zod";
import { toProfile } from "@/lib/connectors/kit/profile";
import { recordId, recordText } from "@/lib/connectors/kit/read-records";
import { toAccountStatus } from "@/lib/connectors/kit/status-map";
import type { Columns } from "@/lib/connectors/workday/columns";
import { workdayStatusMap } from "@/lib/connectors/workday/status-map";
import { PROFILE_FIELDS, type SourceAccount } from "@/lib/core/accounts";

/** What both ways of asking are brought into before anything is decided. */
export interface WorkdayPerson {
  readonly externalId: string;
  readonly status: string | null | undefined;
  readonly values: Parameters<typeof toProfile>[0];
}

export function toSourceAccount({ externalId, status, values }: WorkdayPerson, raw: unknown): SourceAccount {
  const rawStatus = status?.trim() ? status : "(missing)";
  return {
    externalId,
    kind: "HUMAN",
    status: toAccountStatus(rawStatus, { rules: workdayStatusMap, letterCase: "ignored" }),
    rawStatus,
    profile: toProfile(values),
    aliases: [],
    raw,
  };
}

/** Makes the schema of one row of a report whose columns the customer named; a blank is "no opinion". */
export const rowSchema = (columns: Columns): z.ZodType<WorkdayPerson> => {
  const row = z.looseObject({ [columns.externalId ?? ""]: recordId });
  const textOf = (record: Readonly<Record<string, unknown>>, column: string | undefined): string | null | undefined =>
    column === undefined ? undefined : recordText.catch(undefined).parse(record[column]);
  return row.transform((record) => ({
    externalId: recordId.parse(record[columns.externalId ?? ""]),
    status: textOf(record, columns.status),
    values: Object.fromEntries(PROFILE_FIELDS.map((field) => [field, textOf(record, columns[field])])),
  }));
};
