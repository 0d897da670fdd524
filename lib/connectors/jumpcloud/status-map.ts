import type { StatusRule } from "@/lib/connectors/kit/connector";

export const jumpCloudStatusMap: readonly StatusRule[] = [
  { raw: "ACTIVATED", status: "ACTIVE", note: "Locked accounts and expired passwords too: both end by themselves or by the help desk." },
  { raw: "ACTIVATED, no password yet", status: "STAGED", note: "Invited; has not chosen a password." },
  { raw: "STAGED", status: "STAGED" },
  { raw: "SUSPENDED", status: "SUSPENDED", note: "JumpCloud has one word for a leave and for a departure until the user is deleted." },
];
