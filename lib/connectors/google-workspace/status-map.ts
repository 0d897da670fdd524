import type { StatusRule } from "@/lib/connectors/kit/connector";

export const googleStatusMap: readonly StatusRule[] = [
  { raw: "active", status: "ACTIVE", note: "Also before the first sign-in." },
  { raw: "suspended", status: "SUSPENDED" },
  { raw: "archived", status: "ARCHIVED", note: "Keeps the data of somebody who left; wins over suspended." },
  { raw: "deleted", status: "DEPROVISIONED", note: "Google keeps a deleted account for about 20 days; then it is absent." },
];
