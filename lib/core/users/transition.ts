/** What the clock alone will do to a User: the start date, the end date, and the end of an override (DOMAIN rules 8 and 9). */
export const TRANSITION_KINDS = ["starts", "ends", "override_expires"] as const;
export type TransitionKind = (typeof TRANSITION_KINDS)[number];
