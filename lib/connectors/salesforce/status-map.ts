import type { StatusRule } from "@/lib/connectors/kit/connector";

/** Salesforce has flags instead of words; these are the words we make of them. */
export const salesforceStatusMap: readonly StatusRule[] = [
  { raw: "active", status: "ACTIVE" },
  { raw: "frozen", status: "SUSPENDED", note: "Active, but an administrator has frozen the login." },
  { raw: "inactive", status: "DEPROVISIONED", note: "Salesforce never deletes a user: this is what leaving looks like." },
];
