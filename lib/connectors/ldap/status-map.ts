import type { StatusRule } from "@/lib/connectors/kit/connector";
import { statusWords } from "@/lib/connectors/kit/status-words";

/** Words of our own for what a directory says in flags and dates. */
export const FLAG = {
  enabled: "enabled",
  listed: "listed",
  lockedOut: "locked out",
  passwordExpired: "password expired",
  mustChangePassword: "must change password",
  disabled: "disabled",
  lockedByAdministrator: "locked by an administrator",
  expired: "expired",
  deleted: "deleted",
  unreadable: "(not readable)",
} as const;

export const ldapStatusMap: readonly StatusRule[] = [
  { raw: FLAG.enabled, status: "ACTIVE", note: "Active Directory: no flag says otherwise." },
  { raw: FLAG.listed, status: "ACTIVE", note: "Other directories: the entry is there and says nothing of a lock." },
  { raw: FLAG.lockedOut, status: "ACTIVE", note: "Too many wrong passwords: ends by itself or by the help desk, and is no suspension." },
  { raw: FLAG.passwordExpired, status: "ACTIVE", note: "Employed; must choose a new password." },
  { raw: FLAG.mustChangePassword, status: "ACTIVE", note: "Employed; must choose a password at the next sign-in." },
  { raw: FLAG.disabled, status: "SUSPENDED", note: "userAccountControl has the flag ACCOUNTDISABLE." },
  { raw: FLAG.lockedByAdministrator, status: "SUSPENDED", note: "pwdAccountLockedTime is 000001010000Z, or nsAccountLock or loginDisabled is TRUE." },
  { raw: FLAG.expired, status: "DEPROVISIONED", note: "accountExpires has passed, by the directory's own clock." },
  { raw: FLAG.deleted, status: "DEPROVISIONED", note: "A tombstone in Active Directory." },
  ...statusWords("A word in the attribute that you named for the status.", Object.values(FLAG)),
];
