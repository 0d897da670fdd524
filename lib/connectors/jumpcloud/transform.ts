import { toAccountKind } from "@/lib/connectors/kit/account-kind";
import { toAliases, toProfile } from "@/lib/connectors/kit/profile";
import { toAccountStatus } from "@/lib/connectors/kit/status-map";
import type { JumpCloudUser } from "@/lib/connectors/jumpcloud/schema";
import { jumpCloudStatusMap } from "@/lib/connectors/jumpcloud/status-map";
import type { SourceAccount } from "@/lib/core/accounts";

/** The manager is an id of JumpCloud, which means nothing to a reader and stays in `raw`. */
export function toSourceAccount(user: JumpCloudUser, raw: unknown): SourceAccount {
  const rawStatus = toRawStatus(user);
  const profile = toProfile({
    email: user.email,
    givenName: user.firstname,
    familyName: user.lastname,
    displayName: user.displayname,
    employeeNumber: user.employeeIdentifier,
    title: user.jobTitle,
    department: user.department,
    location: user.location,
    employmentType: user.employeeType,
  });
  return {
    externalId: user._id,
    kind: toAccountKind(user.employeeType),
    status: toAccountStatus(rawStatus, { rules: jumpCloudStatusMap, letterCase: "exact" }),
    rawStatus,
    profile,
    aliases: toAliases([user.alternateEmail], profile.email),
    raw,
  };
}

/** `suspended` is older than `state`; where they differ, what restricts wins. */
function toRawStatus({ state, suspended, activated }: JumpCloudUser): string {
  if (suspended === true) return "SUSPENDED";
  const word = state?.trim() ?? "";
  if (word === "ACTIVATED" && activated === false) return "ACTIVATED, no password yet";
  return word === "" ? "(missing)" : word;
}
