import type { StatusRule } from "@/lib/connectors/kit/connector";

export const ripplingStatusMap: readonly StatusRule[] = [
  { raw: "INIT", status: "STAGED", note: "Being set up, no offer accepted yet." },
  { raw: "HIRED", status: "STAGED", note: "Hired, has not started." },
  { raw: "ACCEPTED", status: "STAGED", note: "Accepted the offer, has not started." },
  { raw: "ACTIVE", status: "ACTIVE", note: "A leave of absence is active too." },
  { raw: "TERMINATED", status: "DEPROVISIONED", note: "No longer employed." },
];
