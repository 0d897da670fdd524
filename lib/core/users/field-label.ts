/** Every field of a person and of an Account in the words of screens, API and mail; its order is the one in which they are read. */
export const FIELD_LABELS = {
  givenName: "Given name",
  familyName: "Family name",
  email: "E-mail",
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
  employeeStatus: "Employee Status",
  externalId: "Id that never changes",
  status: "Status",
} as const;

const LABELS: Readonly<Record<string, string>> = FIELD_LABELS;

/** A field as people call it; one of the Organization's own, `custom.<key>`, by its label; an unknown one in its own letters. */
export const fieldLabel = (field: string, customFields: readonly { readonly key: string; readonly label: string }[] = []): string =>
  LABELS[field] ?? customFields.find(({ key }) => `custom.${key}` === field)?.label ?? field;
