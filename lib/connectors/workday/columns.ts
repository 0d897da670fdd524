import { z } from "zod";
import { PROFILE_FIELDS } from "@/lib/core/accounts";

const KEYS = ["externalId", "status", ...PROFILE_FIELDS] as const;
export type ColumnKey = (typeof KEYS)[number];
export type Columns = Readonly<Partial<Record<ColumnKey, string>>>;

/** Names that Workday's own guides use for such a report. */
const COLUMNS_DEFAULT = [
  "externalId = Workday_ID",
  "status = Worker_Status",
  "email = Email_Work",
  "givenName = First_Name",
  "familyName = Last_Name",
  "displayName = Preferred_Name",
  "employeeNumber = Employee_ID",
  "title = Business_Title",
  "department = Supervisory_Organization",
  "manager = Manager",
  "location = Location",
  "employmentType = Worker_Type",
  "startDate = Hire_Date",
  "endDate = Termination_Date",
].join("\n");

/** The form field with one line a column; keeps its text, so that a stored value is parsed like a typed one. */
export const columnsField = z
  .string()
  .trim()
  .max(5_000)
  .default(COLUMNS_DEFAULT)
  .superRefine((text, context) => {
    try {
      parseColumns(text);
    } catch (error) {
      context.addIssue({ code: "custom", message: error instanceof Error ? error.message : "These lines cannot be read." });
    }
  })
  .meta({
    title: "Columns of the report",
    description: "One line a field: our name = the report's column, spelled as in its JSON. Leave out what the report does not have.",
    examples: [COLUMNS_DEFAULT],
  });

/** Throws an Error in words where a line cannot be read, or where the id or the status is not named. */
export function parseColumns(text: string): Columns {
  const columns: Partial<Record<ColumnKey, string>> = {};
  for (const line of text.split(/\r?\n/).map((part) => part.trim())) {
    if (line === "") continue;
    const [, name = "", column = ""] = /^(\w+)\s*=\s*(\S.*)$/.exec(line) ?? [];
    const key = KEYS.find((known) => known === name);
    if (key === undefined) throw new Error(`"${line.slice(0, 60)}" is not a line such as email = Email_Work. Our names are: ${KEYS.join(", ")}.`);
    columns[key] = column;
  }
  if (columns.externalId === undefined || columns.status === undefined) throw new Error("Name the columns of externalId and of status.");
  return columns;
}
