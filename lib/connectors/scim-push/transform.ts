import { toAccountKind } from "@/lib/connectors/kit/account-kind";
import { toAliases, toEmail, toProfile } from "@/lib/connectors/kit/profile";
import { toAccountStatus } from "@/lib/connectors/kit/status-map";
import { ENTERPRISE_USER, PushedUser } from "@/lib/connectors/scim-push/schema";
import { REMOVED, scimPushStatusMap } from "@/lib/connectors/scim-push/status-map";
import type { SourceAccount } from "@/lib/core/accounts";

/** What a pushed User says of a person; `isRemoved` for one whose resource its client has deleted. */
export function toSourceAccount(resource: Readonly<Record<string, unknown>>, { isRemoved = false } = {}): SourceAccount {
  const user = PushedUser.parse(resource);
  const enterprise = user[ENTERPRISE_USER];
  const rawStatus = isRemoved ? REMOVED : toRawStatus(user.active);
  const profile = toProfile({
    email: findEmail(user),
    givenName: user.name?.givenName,
    familyName: user.name?.familyName,
    displayName: user.displayName?.trim() ? user.displayName : user.name?.formatted,
    employeeNumber: enterprise?.employeeNumber,
    title: user.title,
    department: enterprise?.department,
    // A bare id means nothing to a reader and stays in `raw`.
    manager: enterprise?.manager?.displayName?.trim() ? enterprise.manager.displayName : toEmail(enterprise?.manager?.value),
    location: (user.addresses?.find(isPrimary) ?? user.addresses?.[0])?.locality,
    employmentType: user.userType,
    timeZone: user.timezone,
  });
  return {
    externalId: user.id,
    kind: toAccountKind(user.userType),
    status: toAccountStatus(rawStatus, { rules: scimPushStatusMap, letterCase: "exact" }),
    rawStatus,
    profile,
    aliases: toAliases(user.emails?.map(({ value }) => value) ?? [], profile.email),
    raw: resource,
  };
}

/** A client that says nothing about it makes nobody active. */
const toRawStatus = (active: boolean | null | undefined): string => (typeof active === "boolean" ? `active:${String(active)}` : "(missing)");

/** Primary before work before first; a user name that is an address stands in where there is no usable e-mail. */
function findEmail({ emails, userName }: PushedUser): string | null | undefined {
  const usable = (emails ?? []).filter(({ value }) => toEmail(value) !== undefined);
  const best = usable.find(isPrimary) ?? usable.find(({ type }) => type?.toLowerCase() === "work") ?? usable[0];
  return best?.value ?? userName;
}

const isPrimary = ({ primary }: { primary?: boolean | null | undefined }): boolean => primary === true;
