import type { StatusRule } from "@/lib/connectors/kit/connector";

export const bambooStatusMap: readonly StatusRule[] = [
  { raw: "Active", status: "ACTIVE", note: "Also before the hire date: the start date decides about that." },
  { raw: "Inactive", status: "DEPROVISIONED", note: "No longer employed." },
];
