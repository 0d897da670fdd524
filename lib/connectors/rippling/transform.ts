import { toProfile } from "@/lib/connectors/kit/profile";
import { toAccountStatus } from "@/lib/connectors/kit/status-map";
import type { RipplingEmployee, RipplingWorker } from "@/lib/connectors/rippling/schema";
import { ripplingStatusMap } from "@/lib/connectors/rippling/status-map";
import type { Profile, SourceAccount } from "@/lib/core/accounts";

export const workerToAccount = (worker: RipplingWorker, raw: unknown): SourceAccount =>
  toAccount(worker.id, worker.status, raw, toProfile({
    email: worker.work_email,
    givenName: worker.user?.name?.preferred_given_name ?? worker.user?.name?.given_name,
    familyName: worker.user?.name?.preferred_family_name ?? worker.user?.name?.family_name,
    displayName: worker.user?.display_name,
    employeeNumber: worker.number,
    title: worker.title,
    department: worker.department?.name,
    manager: worker.manager?.work_email,
    location: worker.country,
    employmentType: worker.employment_type?.label ?? worker.employment_type?.name,
    startDate: worker.start_date,
    endDate: worker.end_date,
    timeZone: worker.user?.timezone,
  }));

/** The manager of the older API is an id, which means nothing to a reader and stays in `raw`. */
export const employeeToAccount = (employee: RipplingEmployee, raw: unknown): SourceAccount =>
  toAccount(employee.id, employee.roleState, raw, toProfile({
    email: employee.workEmail,
    givenName: employee.preferredFirstName ?? employee.firstName,
    familyName: employee.lastName,
    displayName: employee.name,
    employeeNumber: employee.employeeNumber,
    title: employee.title,
    department: employee.department,
    location: employee.workLocation?.city ?? employee.workLocation?.country,
    employmentType: employee.employmentType,
    startDate: employee.startDate,
    endDate: employee.endDate,
  }));

function toAccount(externalId: string, word: string | null | undefined, raw: unknown, profile: Profile): SourceAccount {
  const rawStatus = word?.trim() ? word : "(missing)";
  return { externalId, kind: "HUMAN", status: toAccountStatus(rawStatus, { rules: ripplingStatusMap, letterCase: "exact" }), rawStatus, profile, aliases: [], raw };
}
