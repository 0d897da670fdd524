import { toAccountKind } from "@/lib/connectors/kit/account-kind";
import { toAliases, toEmail, toProfile } from "@/lib/connectors/kit/profile";
import { toAccountStatus } from "@/lib/connectors/kit/status-map";
import { ENTERPRISE_USER, type ScimEmail, type ScimUser } from "@/lib/connectors/scim/schema";
import { scimStatusMap } from "@/lib/connectors/scim/status-map";
import type { SourceAccount } from "@/lib/core/accounts";

export function toSourceAccount(user: ScimUser, raw: unknown): SourceAccount {
  const enterprise = user[ENTERPRISE_USER];
  const rawStatus = toRawStatus(user.active);
  const profile = toProfile({
    email: findEmail(user),
    givenName: user.name?.givenName,
    familyName: user.name?.familyName,
    displayName: user.displayName?.trim() ? user.displayName : user.name?.formatted,
    employeeNumber: enterprise?.employeeNumber,
    title: user.title,
    department: enterprise?.department,
    manager: findManager(enterprise?.manager),
    location: (user.addresses?.find(isPrimary) ?? user.addresses?.[0])?.locality,
    employmentType: user.userType,
    timeZone: user.timezone,
  });
  return {
    externalId: user.id,
    kind: toAccountKind(user.userType),
    status: toAccountStatus(rawStatus, { rules: scimStatusMap, letterCase: "exact" }),
    rawStatus,
    profile,
    aliases: toAliases(user.emails?.map(({ value }) => value) ?? [], profile.email),
    raw,
  };
}

function toRawStatus(active: ScimUser["active"]): string {
  if (active === null || active === undefined) return "(missing)";
  const word = String(active).trim();
  // Real servers answer "True" and "False".
  return `active:${/^(true|false)$/i.test(word) ? word.toLowerCase() : word}`;
}

/** Primary before work before first; a user name that is an address stands in where there is no usable e-mail. */
function findEmail({ emails, userName }: ScimUser): string | undefined {
  const usable = (emails ?? []).filter(({ value }) => toEmail(value) !== undefined);
  const best = usable.find(isPrimary) ?? usable.find(({ type }) => type?.toLowerCase() === "work") ?? usable[0];
  return best?.value ?? userName ?? undefined;
}

/** SCIM's manager is an id, which means nothing to a reader and stays in `raw`; a name or an address is kept. */
function findManager(manager: NonNullable<ScimUser[typeof ENTERPRISE_USER]>["manager"]): string | undefined {
  if (manager === null || manager === undefined) return undefined;
  if (typeof manager === "string") return toEmail(manager);
  return manager.displayName?.trim() ? manager.displayName : toEmail(manager.value);
}

const isPrimary = ({ primary }: Pick<ScimEmail, "primary">): boolean => String(primary).toLowerCase() === "true";
