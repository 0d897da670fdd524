import type { StatusRule } from "@/lib/connectors/kit/connector";

/** The word for somebody whose resource was removed by its client. */
export const REMOVED = "deleted";

export const scimPushStatusMap: readonly StatusRule[] = [
  { raw: "active:true", status: "ACTIVE" },
  {
    raw: "active:false",
    status: "DEPROVISIONED",
    note: "SCIM has one word for everybody without access: it cannot tell a suspension from a departure.",
  },
  { raw: REMOVED, status: "DEPROVISIONED", note: "The other system removed the person, which it says and which is never read from its silence." },
];
