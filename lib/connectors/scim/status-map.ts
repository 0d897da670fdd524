import type { StatusRule } from "@/lib/connectors/kit/connector";

export const scimStatusMap: readonly StatusRule[] = [
  { raw: "active:true", status: "ACTIVE" },
  {
    raw: "active:false",
    status: "DEPROVISIONED",
    note: "SCIM has one word for everybody without access: it cannot tell a suspension from a departure.",
  },
];
