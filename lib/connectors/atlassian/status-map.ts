import type { StatusRule } from "@/lib/connectors/kit/connector";

/** The account's own status; in the directory's search also where the organization takes away an active account's access. */
export const atlassianStatusMap: readonly StatusRule[] = [
  { raw: "active", status: "ACTIVE" },
  { raw: "active, suspended", status: "SUSPENDED", note: "The account works; its access to this organization is suspended." },
  { raw: "active, no_membership", status: "ACTIVE", note: "A managed account without access to any app." },
  { raw: "inactive", status: "DEPROVISIONED", note: "Deactivated." },
  { raw: "closed", status: "DEPROVISIONED", note: "Deleted; Atlassian lists it until it is gone for good." },
];
