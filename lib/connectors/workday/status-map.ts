import type { StatusRule } from "@/lib/connectors/kit/connector";

/** Words of a report are chosen by whoever builds it; the web service answers 1 and 0. */
export const workdayStatusMap: readonly StatusRule[] = [
  { raw: "Active", status: "ACTIVE", note: "Also before the hire date: the start date decides about that." },
  { raw: "On Leave", status: "ACTIVE", note: "On leave: still employed." },
  { raw: "1", status: "ACTIVE" },
  { raw: "Inactive", status: "DEPROVISIONED" },
  { raw: "Terminated", status: "DEPROVISIONED" },
  { raw: "0", status: "DEPROVISIONED" },
];
