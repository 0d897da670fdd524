import type { CsvTarget } from "@/lib/connectors/csv/mapping";

/** What a column may be mapped to, in the words of the screens. */
export const FIELD_LABELS: Record<CsvTarget, string> = {
  email: "E-mail",
  givenName: "First name",
  familyName: "Last name",
  displayName: "Display name",
  employeeNumber: "Employee number",
  title: "Title",
  department: "Department",
  manager: "Manager",
  location: "Location",
  employmentType: "Employment type",
  startDate: "Start date",
  endDate: "End date",
  timeZone: "Time zone",
  externalId: "Id that never changes",
  status: "Status",
};
