/** What an Account can be in its own system, in our words; DOMAIN rule 6 maps it to an Employee Status. */
export const ACCOUNT_STATUSES = ["ACTIVE", "STAGED", "SUSPENDED", "ARCHIVED", "DEPROVISIONED", "UNKNOWN"] as const;
export type AccountStatus = (typeof ACCOUNT_STATUSES)[number];

export const ACCOUNT_KINDS = ["HUMAN", "SERVICE", "UNKNOWN"] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** The fields an Account may carry. An absent key means "no opinion": it never wipes what another source says. */
export const PROFILE_FIELDS = [
  "email",
  "givenName",
  "familyName",
  "displayName",
  "employeeNumber",
  "title",
  "department",
  "manager",
  "location",
  "employmentType",
  "startDate",
  "endDate",
  /** IANA name, such as Europe/Berlin: start and end dates count in it. */
  "timeZone",
] as const;
export type ProfileField = (typeof PROFILE_FIELDS)[number];
export type Profile = Partial<Record<ProfileField, string>>;

/** What one Integration says about one of its Accounts, after its connector understood it. */
export interface SourceAccount {
  /** Immutable id in the source system, never an e-mail address. */
  readonly externalId: string;
  readonly kind: AccountKind;
  readonly status: AccountStatus;
  /** The source's own word for the status, kept beside ours. */
  readonly rawStatus: string;
  /** Raw e-mail as the source wrote it stays in `raw`; `profile.email` is normalised. */
  readonly profile: Profile;
  /** Further addresses of the same person, normalised. */
  readonly aliases: readonly string[];
  readonly raw: unknown;
}

/** A record that could not be understood: kept aside with its reason, and counted as present. */
export interface QuarantinedRecord {
  /** The record's id where it could be read; without one the whole page proves no absence. */
  readonly externalId?: string | undefined;
  /** For the Admin: what is wrong and what to do, never a secret. */
  readonly reason: string;
  readonly raw: unknown;
}
