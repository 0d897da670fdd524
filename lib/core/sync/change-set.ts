/** What a row of a change set or of a User's history can be. */
export const CHANGE_KINDS = ["CREATE", "LINK", "UNLINK", "FIELD", "STATUS", "MERGE", "SPLIT"] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];
