import type { AccountStatus } from "@/lib/core/accounts";
import { Mark, type Shape, type Tone } from "./mark";

export const ACCOUNT_STATUS_WORDS: Record<AccountStatus, string> = {
  ACTIVE: "Active",
  STAGED: "Staged",
  SUSPENDED: "Suspended",
  ARCHIVED: "Archived",
  DEPROVISIONED: "Deprovisioned",
  UNKNOWN: "Unknown",
};

const LOOKS: Record<AccountStatus, { shape: Shape; tone: Tone }> = {
  ACTIVE: { shape: "dot", tone: "active" },
  STAGED: { shape: "dashed", tone: "staged" },
  SUSPENDED: { shape: "pause", tone: "suspended" },
  ARCHIVED: { shape: "barred", tone: "inactive" },
  DEPROVISIONED: { shape: "barred", tone: "inactive" },
  UNKNOWN: { shape: "diamond", tone: "quarantined" },
};

export function AccountStatusMark({ status }: { status: AccountStatus }) {
  return <Mark {...LOOKS[status]}>{ACCOUNT_STATUS_WORDS[status]}</Mark>;
}
