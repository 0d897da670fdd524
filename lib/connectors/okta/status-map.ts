import type { StatusRule } from "@/lib/connectors/kit/connector";

export const oktaStatusMap: readonly StatusRule[] = [
  { raw: "ACTIVE", status: "ACTIVE" },
  { raw: "PASSWORD_EXPIRED", status: "ACTIVE", note: "Employed; must choose a new password in Okta." },
  { raw: "RECOVERY", status: "ACTIVE", note: "Employed; is resetting a password in Okta." },
  { raw: "LOCKED_OUT", status: "ACTIVE", note: "Too many wrong passwords: ends by itself or by the help desk, and is no suspension." },
  { raw: "SUSPENDED", status: "SUSPENDED" },
  { raw: "DEPROVISIONED", status: "DEPROVISIONED", note: "Deactivated in Okta." },
  { raw: "STAGED", status: "STAGED", note: "Created, not yet activated." },
  { raw: "PROVISIONED", status: "STAGED", note: "Activated, has not signed in for the first time." },
  { raw: "ACTIVATING", status: "STAGED", note: "Being activated; not in Okta's own list of words." },
];
