import { toAccountKind } from "@/lib/connectors/kit/account-kind";
import { toAliases, toProfile } from "@/lib/connectors/kit/profile";
import { toAccountStatus } from "@/lib/connectors/kit/status-map";
import type { GoogleUser } from "@/lib/connectors/google-workspace/schema";
import { googleStatusMap } from "@/lib/connectors/google-workspace/status-map";
import type { SourceAccount } from "@/lib/core/accounts";

export function toSourceAccount(user: GoogleUser, raw: unknown): SourceAccount {
  const rawStatus = toRawStatus(user);
  const organization = user.organizations?.find(({ primary }) => primary === true) ?? user.organizations?.[0];
  const address = user.addresses?.find(({ type }) => type === "work") ?? user.addresses?.find(({ primary }) => primary === true);
  const profile = toProfile({
    email: user.primaryEmail,
    givenName: user.name?.givenName,
    familyName: user.name?.familyName,
    displayName: user.name?.fullName,
    employeeNumber: user.externalIds?.find(({ type }) => type === "organization")?.value,
    title: organization?.title,
    department: organization?.department,
    // Google's own name for it is "type of employee".
    employmentType: organization?.description,
    manager: user.relations?.find(({ type }) => type === "manager")?.value,
    location: address?.locality ?? organization?.location,
  });
  return {
    externalId: user.id,
    kind: toAccountKind(organization?.description),
    status: toAccountStatus(rawStatus, { rules: googleStatusMap, letterCase: "exact" }),
    rawStatus,
    profile,
    aliases: toAliases([...(user.aliases ?? []), ...(user.nonEditableAliases ?? []).filter(isRealAddress)], profile.email),
    raw,
  };
}

function toRawStatus({ deletionTime, archived, suspended }: GoogleUser): string {
  if (deletionTime?.trim()) return "deleted";
  if (archived === true) return "archived";
  if (suspended === true) return "suspended";
  if (suspended === undefined || suspended === null) return "(missing)";
  return suspended === false ? "active" : `suspended:${String(suspended).slice(0, 100)}`;
}

/** Google gives everybody an address for testing that nobody writes to. */
const isRealAddress = (alias: string | null | undefined): boolean => !/\.test-google-a\.com$/i.test(alias ?? "");
