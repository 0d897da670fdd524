import type { UserDetail } from "@/lib/api/contract/users";
import type { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { ORDERED_FIELDS } from "@/lib/core/source-of-truth";
import type { EmployeeStatus } from "@/lib/core/users/employee-status";
import { resolveUser } from "@/lib/core/users/resolve-user";

export interface SampleValue {
  readonly field: string;
  /** Under the policy in hand; "" where it would be empty. */
  readonly value: string;
  /** At present; null where the policy in hand is asked for a field that nobody has had yet. */
  readonly was: string | null;
  /** Null where no source gives it and the last value stays. */
  readonly integrationId: string | null;
}

/** What a policy would make of one person, from the accounts that are stored. */
export function sampleValues(
  user: UserDetail,
  policy: SourceOfTruthPolicy,
  now: Date,
): { readonly employeeStatus: EmployeeStatus; readonly values: readonly SampleValue[] } {
  const before = Object.fromEntries(user.fields.map(({ field, value }) => [field, value]));
  const accounts = user.accounts.map((account) => ({
    accountId: account.id,
    integrationId: account.source.integrationId,
    externalId: account.externalId,
    kind: account.kind,
    isPresent: account.missingSince === null,
    status: account.status,
    rawStatus: account.rawStatus,
    profile: account.profile,
  }));
  const present = { employeeStatus: user.employeeStatus, profile: before, provenance: {}, isSourceless: user.isSourceless };
  const { employeeStatus, profile, provenance } = resolveUser(present, accounts, { policy, overrides: [], now });
  const sourceOf = (field: string): string | null =>
    accounts.find(({ accountId }) => accountId === provenance[field])?.integrationId ?? null;
  const fields = ["givenName", "familyName", "email", ...ORDERED_FIELDS, ...policy.customFields.map(({ key }) => `custom.${key}`)];
  const values = fields
    .map((field) => ({ field, value: profile[field] ?? "", was: before[field] ?? null, integrationId: sourceOf(field) }))
    .filter(({ value, was }) => value !== "" || was !== null);
  return { employeeStatus, values };
}
