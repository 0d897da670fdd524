import { toAccountKind } from "@/lib/connectors/kit/account-kind";
import { toAliases, toProfile } from "@/lib/connectors/kit/profile";
import { toAccountStatus } from "@/lib/connectors/kit/status-map";
import type { OktaUser } from "@/lib/connectors/okta/schema";
import { oktaStatusMap } from "@/lib/connectors/okta/status-map";
import type { SourceAccount } from "@/lib/core/accounts";

export function toSourceAccount(user: OktaUser, raw: unknown): SourceAccount {
  const said = user.profile;
  const rawStatus = user.status ?? "(missing)";
  const profile = toProfile({
    email: said.email,
    givenName: said.firstName,
    familyName: said.lastName,
    displayName: said.displayName,
    employeeNumber: said.employeeNumber,
    title: said.title,
    department: said.department,
    // managerId is free text; where it is no address it would only mislead a reader.
    manager: said.manager?.trim() ? said.manager : said.managerId?.includes("@") ? said.managerId : undefined,
    location: said.city,
    employmentType: said.userType,
    timeZone: said.timezone,
  });
  return {
    externalId: user.id,
    kind: toAccountKind(said.userType),
    status: toAccountStatus(rawStatus, { rules: oktaStatusMap, letterCase: "exact" }),
    rawStatus,
    profile,
    aliases: toAliases([said.secondEmail], profile.email),
    raw,
  };
}
