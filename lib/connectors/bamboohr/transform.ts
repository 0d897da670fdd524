import type { BambooEmployee } from "@/lib/connectors/bamboohr/schema";
import { bambooStatusMap } from "@/lib/connectors/bamboohr/status-map";
import { cleanText } from "@/lib/connectors/kit/clean-text";
import { toProfile } from "@/lib/connectors/kit/profile";
import { toAccountStatus } from "@/lib/connectors/kit/status-map";
import type { SourceAccount } from "@/lib/core/accounts";

export function toSourceAccount(employee: BambooEmployee, raw: unknown): SourceAccount {
  const rawStatus = employee.status?.trim() ? employee.status : toMissingStatus(employee);
  return {
    externalId: employee.employeeId,
    kind: "HUMAN",
    status: toAccountStatus(rawStatus, { rules: bambooStatusMap, letterCase: "ignored" }),
    rawStatus,
    profile: toProfile({
      email: employee.workEmail,
      givenName: employee.firstName,
      familyName: employee.lastName,
      displayName: toDisplayName(employee),
      title: employee.jobTitleName,
      department: employee.departmentName,
      manager: employee.reportsToName,
      location: employee.locationName,
      employmentType: employee.employmentStatusName,
      startDate: employee.hireDate,
    }),
    aliases: [],
    raw,
  };
}

const toMissingStatus = ({ _restrictedFields }: BambooEmployee): string =>
  _restrictedFields?.includes("status") ? "(not readable with this key)" : "(missing)";

/** The name people use; without both halves it would only repeat one of them. */
function toDisplayName({ preferredName, firstName, lastName }: BambooEmployee): string | undefined {
  const given = cleanText(preferredName) ?? cleanText(firstName);
  const family = cleanText(lastName);
  return given !== undefined && family !== undefined ? `${given} ${family}` : undefined;
}
