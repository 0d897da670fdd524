const LABELS: Readonly<Record<string, string>> = {
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
};

/** A field of a person in the words of the screens; an unknown one in its own letters. */
export const fieldLabel = (field: string): string => LABELS[field] ?? field;

const ORDER: readonly string[] = Object.keys(LABELS);
const place = (field: string): number => {
  const index = ORDER.indexOf(field);
  return index < 0 ? ORDER.length : index;
};

/** Name and e-mail first, then work, then dates; fields nobody knows come last in their own order. */
export const inFieldOrder = <Entry extends { readonly field: string }>(entries: readonly Entry[]): readonly Entry[] =>
  [...entries].sort((a, b) => place(a.field) - place(b.field));
