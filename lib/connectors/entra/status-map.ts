import type { StatusRule } from "@/lib/connectors/kit/connector";

export const entraStatusMap: readonly StatusRule[] = [
  { raw: "enabled", status: "ACTIVE" },
  { raw: "disabled", status: "SUSPENDED", note: "Sign-in is blocked; Entra does not say whether for a while or for good." },
  { raw: "disabled, before the hire date", status: "STAGED" },
  { raw: "disabled, after the leave date", status: "DEPROVISIONED" },
  { raw: "PendingAcceptance", status: "STAGED", note: "A guest who has not accepted the invitation." },
  { raw: "deleted, can be restored", status: "DEPROVISIONED", note: "In the recycle bin, for 30 days." },
  { raw: "deleted", status: "DEPROVISIONED" },
];
