import type { StatusRule } from "@/lib/connectors/kit/connector";

/** GitLab's `state`, with what else keeps an active user out. */
export const gitlabStatusMap: readonly StatusRule[] = [
  { raw: "active", status: "ACTIVE" },
  { raw: "active, unconfirmed", status: "STAGED", note: "Has not confirmed the e-mail address yet, and cannot sign in before." },
  { raw: "active, awaiting", status: "STAGED", note: "Membership of the group awaits an owner." },
  { raw: "active, created", status: "STAGED", note: "Invited to the group, has not joined yet." },
  { raw: "blocked_pending_approval", status: "STAGED", note: "Signed up; an administrator has not approved it yet." },
  { raw: "blocked", status: "SUSPENDED" },
  { raw: "ldap_blocked", status: "SUSPENDED", note: "Blocked because LDAP does not know the user any more." },
  { raw: "banned", status: "SUSPENDED" },
  { raw: "deactivated", status: "DEPROVISIONED", note: "Deactivated by an administrator or after long absence; comes back by signing in." },
];
