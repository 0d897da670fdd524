import type { StatusRule } from "@/lib/connectors/kit/connector";

/** Companies add words of their own for leaves; those are UNKNOWN until an Admin maps them. */
export const hibobStatusMap: readonly StatusRule[] = [
  { raw: "hired", status: "STAGED", note: "Has not started." },
  { raw: "employed", status: "ACTIVE" },
  { raw: "leave", status: "ACTIVE", note: "On leave: still employed." },
  { raw: "parental leave", status: "ACTIVE", note: "On leave: still employed." },
  { raw: "garden leave", status: "SUSPENDED", note: "Still employed, should have no access." },
  { raw: "terminated", status: "DEPROVISIONED" },
];
