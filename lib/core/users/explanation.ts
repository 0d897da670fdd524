/** What gave a field its value, in the words of the API; `lib/core/users/explain-user.ts` says when each holds. */
export const DECIDING_RULES = [
  "first-listed",
  "field-order",
  "custom-field",
  "most-restrictive",
  "may-only-restrict",
  "start-date",
  "end-date",
  "absence",
  "override",
  "authoritative-empty",
  /** No source has an opinion: the User keeps the value. */
  "kept",
  /** A new User of whom no source says a status. */
  "default",
] as const;
export type DecidingRule = (typeof DECIDING_RULES)[number];

/** Why an Account did not give the value, in the words of the API. */
export const LOSING_REASONS = [
  "lower-rank",
  "second-account",
  "less-restrictive",
  "may-only-restrict",
  "blank",
  "unknown-word",
  "missing",
  "overridden",
  "date",
  "not-in-order",
  "filtered-out",
  "disabled",
  "not-a-source",
  "service-account",
  /** Left out of a "what if". */
  "left-out",
] as const;
export type LosingReason = (typeof LOSING_REASONS)[number];

const LABELS: Record<string, string> = {
  employeeStatus: "Employee Status",
  email: "E-mail",
  givenName: "Given name",
  familyName: "Family name",
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
};

/** A field as people call it; one of the Organization's own, `custom.<key>`, by its label. */
export const fieldLabel = (field: string, customFields: readonly { key: string; label: string }[] = []): string =>
  LABELS[field] ?? customFields.find(({ key }) => `custom.${key}` === field)?.label ?? field;
