import { toProfile } from "@/lib/connectors/kit/profile";
import { toAccountStatus } from "@/lib/connectors/kit/status-map";
import type { SalesforceUser } from "@/lib/connectors/salesforce/schema";
import { salesforceStatusMap } from "@/lib/connectors/salesforce/status-map";
import type { SourceAccount } from "@/lib/core/accounts";

export function toSourceAccount(user: SalesforceUser, raw: unknown): SourceAccount {
  const rawStatus = toRawStatus(user);
  return {
    externalId: user.Id,
    // Integration, guest and automated users have types of their own.
    kind: user.UserType === "Standard" ? "HUMAN" : "SERVICE",
    status: toAccountStatus(rawStatus, { rules: salesforceStatusMap, letterCase: "exact" }),
    rawStatus,
    profile: toProfile({
      // `Username` looks like an address, is unique in the whole world, and receives no mail.
      email: user.Email,
      givenName: user.FirstName,
      familyName: user.LastName,
      displayName: user.Name,
      employeeNumber: user.EmployeeNumber,
      title: user.Title,
      department: user.Department,
      manager: user.Manager?.Name,
      location: user.City,
      timeZone: user.TimeZoneSidKey,
    }),
    aliases: [],
    raw,
  };
}

function toRawStatus({ IsActive, IsFrozen }: SalesforceUser): string {
  if (IsActive === false) return "inactive";
  if (IsActive === true) return IsFrozen === true ? "frozen" : "active";
  return IsActive === undefined || IsActive === null ? "(missing)" : `IsActive:${JSON.stringify(IsActive)}`;
}
