import { PROFILE_FIELDS } from "@/lib/core/accounts";
import type { UserDetail } from "@/lib/api/contract/users";
import { fieldLabel } from "@/lib/core/users/field-label";

const CUSTOM = "custom.";

/** How the API names a field that is overridden: those of the Organization's own begin with `custom.`. */
export const overriddenName = (field: string): string =>
  field === "employeeStatus" || field.startsWith(CUSTOM) || PROFILE_FIELDS.some((known) => known === field) ? field : CUSTOM + field;

/** The same field as the User's page names it. */
export const shownName = (field: string): string => (field.startsWith(CUSTOM) ? field.slice(CUSTOM.length) : field);

/** What can be overridden of this User: the status, every field we know, and the Organization's own. */
export function overridableFields(user: Pick<UserDetail, "fields">): readonly { value: string; label: string }[] {
  const names = new Set<string>(["employeeStatus", ...PROFILE_FIELDS, ...user.fields.map(({ field }) => field)]);
  return [...names].map((field) => ({ value: field, label: fieldLabel(field) }));
}

export const overrideOf = (user: Pick<UserDetail, "overrides">, field: string) =>
  user.overrides.find((override) => override.liftedAt === null && shownName(override.field) === field);
