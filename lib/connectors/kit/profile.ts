import { PROFILE_FIELDS, type Profile, type ProfileField } from "@/lib/core/accounts";
import { isTimeZone } from "@/lib/core/time-zone";
import { normalizeEmail } from "@/lib/core/normalize-email";
import { cleanText } from "@/lib/connectors/kit/clean-text";

/**
 * Builds a profile in which an absent key means "no opinion": blanks, addresses that cannot be
 * addresses and dates that are no days are left out, so that they never wipe another source's value.
 */
export function toProfile(values: Partial<Record<ProfileField, string | null | undefined>>): Profile {
  const profile: Profile = {};
  for (const field of PROFILE_FIELDS) {
    const value = toFieldValue(field, values[field]);
    if (value !== undefined) profile[field] = value;
  }
  return profile;
}

/** Normalises further addresses, each once, without the one that the profile already carries. */
export function toAliases(values: readonly (string | null | undefined)[], email: string | undefined): string[] {
  const aliases = new Set<string>();
  for (const value of values) {
    const alias = toEmail(value);
    if (alias !== undefined && alias !== email) aliases.add(alias);
  }
  return [...aliases];
}

/** Undefined for what cannot be an address; a display form is never guessed into one. */
export function toEmail(value: string | null | undefined): string | undefined {
  return value === null || value === undefined ? undefined : normalizeEmail(value);
}

/** Reads the day of an ISO date or timestamp; undefined for 0000-00-00, for days that do not exist, and for other forms. */
export function toIsoDate(value: string | null | undefined): string | undefined {
  const day = /^\s*(\d{4}-\d{2}-\d{2})(?:\s*$|[T ]\d)/.exec(value ?? "")?.[1];
  if (day === undefined) return undefined;
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) && day >= "1000" ? day : undefined;
}

// A company has a handful of time zones, and the runtime takes 50 µs to judge one. The cap is for a source that sends rubbish.
const ZONES_KEPT_MAX = 1_000;
const judgedZones = new Map<string, boolean>();

/** Undefined for what is no time zone, so that a date never counts in one that nobody knows. */
function toTimeZone(value: string | null | undefined): string | undefined {
  const name = cleanText(value);
  if (name === undefined) return undefined;
  const isZone = judgedZones.get(name) ?? isTimeZone(name);
  if (judgedZones.size < ZONES_KEPT_MAX) judgedZones.set(name, isZone);
  return isZone ? name : undefined;
}

function toFieldValue(field: ProfileField, value: string | null | undefined): string | undefined {
  switch (field) {
    case "email":
      return toEmail(value);
    case "startDate":
    case "endDate":
      return toIsoDate(value);
    case "timeZone":
      return toTimeZone(value);
    default:
      return cleanText(value);
  }
}
