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
  "source-removed",
  "override",
  "authoritative-empty",
  /** The source that would decide is on hold after an undo: the User keeps the value. */
  "on-hold",
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
  "on-hold",
  "not-in-order",
  "filtered-out",
  "disabled",
  "not-a-source",
  "service-account",
  /** Left out of a "what if". */
  "left-out",
] as const;
export type LosingReason = (typeof LOSING_REASONS)[number];
