/** From most to least; App Admins administer the integrations they are named on, and nothing else. */
export const ROLES = ["ADMIN", "READ_ONLY_ADMIN", "AUDITOR", "APP_ADMIN", "USER"] as const;
export type Role = (typeof ROLES)[number];

interface RoleWords {
  readonly label: string;
  readonly meaning: string;
}

/** The original product's names, with what they mean here, for screens and docs alike. */
export const ROLE_WORDS: Record<Role, RoleWords> = {
  ADMIN: { label: "Admin", meaning: "Sees and changes everything, and gives roles to others." },
  READ_ONLY_ADMIN: { label: "Read Only Admin", meaning: "Sees every page an Admin sees and changes nothing." },
  AUDITOR: { label: "Auditor", meaning: "Sees people, accounts, runs and the activity log; no settings of the Organization." },
  APP_ADMIN: { label: "App Admin", meaning: "Syncs, reconnects and sets up the integrations they are named on, and sees their accounts." },
  USER: { label: "User", meaning: "Sees only their own page." },
};
