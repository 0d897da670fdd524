import type { StatusRule } from "@/lib/connectors/kit/connector";

export const oneLoginStatusMap: readonly StatusRule[] = [
  { raw: "active", status: "ACTIVE" },
  { raw: "locked", status: "ACTIVE", note: "Too many wrong passwords: ends by itself or by the help desk, and is no suspension." },
  { raw: "password expired", status: "ACTIVE", note: "Employed; must choose a new password in OneLogin." },
  { raw: "awaiting password reset", status: "ACTIVE", note: "Employed; is resetting a password in OneLogin." },
  { raw: "security questions required", status: "ACTIVE", note: "Employed; must answer OneLogin's questions at the next sign-in." },
  { raw: "suspended", status: "SUSPENDED" },
  { raw: "unactivated", status: "STAGED", note: "Created, never activated." },
  { raw: "password pending", status: "STAGED", note: "Has no password yet." },
  { raw: "unapproved", status: "STAGED", note: "Waits for approval." },
  { raw: "deactivated", status: "DEPROVISIONED", note: "Was active once, and is no more." },
  { raw: "rejected", status: "DEPROVISIONED" },
  { raw: "unlicensed", status: "DEPROVISIONED" },
];
