import type { AccountStatus } from "@/lib/core/accounts";
import { IntegrationId } from "@/lib/core/ids";
import { EMPTY_POLICY, type SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { standingOf } from "@/lib/core/users/account-standing";
import type { EmployeeStatus } from "@/lib/core/users/employee-status";
import { resolveStatus } from "@/lib/core/users/resolve-status";

/** What one source can say of a person, absence among it. */
export const WITNESSES = ["ACTIVE", "STAGED", "SUSPENDED", "DEPROVISIONED", "UNKNOWN", "absent"] as const;
type Witness = (typeof WITNESSES)[number];

export const WITNESS_WORDS: Record<Witness, string> = {
  ACTIVE: "Active",
  STAGED: "Staged",
  SUSPENDED: "Suspended",
  DEPROVISIONED: "Inactive",
  UNKNOWN: "Unknown word",
  absent: "Not listed",
};

const FIRST = IntegrationId.parse("00000000-0000-4000-8000-000000000001");
const SECOND = IntegrationId.parse("00000000-0000-4000-8000-000000000002");

interface Row {
  readonly first: Witness;
  /** In the order of `WITNESSES`; null where nobody has an opinion and the last status stays. */
  readonly results: readonly (EmployeeStatus | null)[];
}

/** Every pair of what two sources can say, resolved by the definition that a sync executes. */
export function statusTable(
  statusPolicy: SourceOfTruthPolicy["statusPolicy"],
  second: SourceOfTruthPolicy["userSources"][number]["status"],
): readonly Row[] {
  const usual = { role: "create", isEnabled: true, filter: null } as const;
  const policy: SourceOfTruthPolicy = {
    ...EMPTY_POLICY,
    statusPolicy,
    userSources: [
      { ...usual, integrationId: FIRST, status: "may-grant" },
      { ...usual, integrationId: SECOND, status: second },
    ],
  };
  const result = (one: Witness, other: Witness): EmployeeStatus | null =>
    resolveStatus(policy, [standing(policy, FIRST, one), standing(policy, SECOND, other)])?.employeeStatus ?? null;
  return WITNESSES.map((first) => ({ first, results: WITNESSES.map((other) => result(first, other)) }));
}

function standing(policy: SourceOfTruthPolicy, integrationId: IntegrationId, witness: Witness) {
  const status: AccountStatus = witness === "absent" ? "ACTIVE" : witness;
  return standingOf(policy, {
    accountId: integrationId,
    integrationId,
    externalId: integrationId,
    kind: "HUMAN",
    isPresent: witness !== "absent",
    status,
    rawStatus: status,
    profile: {},
  });
}
