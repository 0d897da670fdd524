import { toAccountKind } from "@/lib/connectors/kit/account-kind";
import { toAliases, toProfile } from "@/lib/connectors/kit/profile";
import { toAccountStatus } from "@/lib/connectors/kit/status-map";
import type { EntraUser } from "@/lib/connectors/entra/schema";
import { entraStatusMap } from "@/lib/connectors/entra/status-map";
import type { SourceAccount } from "@/lib/core/accounts";

/** `nowMs` is Microsoft's clock, which decides about hire and leave dates; undefined where it did not tell. */
export function toSourceAccount(user: EntraUser, raw: unknown, nowMs: number | undefined): SourceAccount {
  const rawStatus = toRawStatus(user, nowMs);
  const principal = toAddress(user.userPrincipalName);
  const profile = toProfile({
    email: user.mail?.trim() ? user.mail : principal,
    givenName: user.givenName,
    familyName: user.surname,
    displayName: user.displayName,
    employeeNumber: user.employeeId,
    title: user.jobTitle,
    department: user.department,
    manager: findManager(user.manager),
    location: user.officeLocation?.trim() ? user.officeLocation : user.city,
    employmentType: user.employeeType,
    startDate: user.employeeHireDate,
    endDate: user.employeeLeaveDateTime,
  });
  return {
    externalId: user.id,
    kind: toAccountKind(user.employeeType),
    status: toAccountStatus(rawStatus, { rules: entraStatusMap, letterCase: "exact" }),
    rawStatus,
    profile,
    aliases: toAliases([principal, ...(user.otherMails ?? []), ...(user.proxyAddresses ?? []).map(toMailbox)], profile.email),
    raw,
  };
}

function toRawStatus(user: EntraUser, nowMs: number | undefined): string {
  const removed = user["@removed"];
  if (removed) return removed.reason === "changed" ? "deleted, can be restored" : "deleted";
  const { accountEnabled } = user;
  if (accountEnabled === null || accountEnabled === undefined) return "(missing)";
  if (accountEnabled === true) return user.externalUserState === "PendingAcceptance" ? "PendingAcceptance" : "enabled";
  if (accountEnabled !== false) return `accountEnabled:${String(accountEnabled).slice(0, 100)}`;
  if (nowMs !== undefined && Date.parse(user.employeeLeaveDateTime ?? "") <= nowMs) return "disabled, after the leave date";
  if (nowMs !== undefined && Date.parse(user.employeeHireDate ?? "") > nowMs) return "disabled, before the hire date";
  return "disabled";
}

/** The principal name of a guest, `ada_example.com#EXT#@acme.onmicrosoft.com`, is nobody's address. */
const toAddress = (principal: string | null | undefined): string | undefined =>
  principal === null || principal === undefined || principal.includes("#EXT#") ? undefined : principal;

/** Addresses of other systems, such as X500 or SIP, are none. */
const toMailbox = (proxyAddress: string | null | undefined): string | undefined =>
  /^smtp:/i.test(proxyAddress ?? "") ? proxyAddress?.slice("smtp:".length) : undefined;

const findManager = (manager: EntraUser["manager"]): string | undefined =>
  [manager?.mail, toAddress(manager?.userPrincipalName), manager?.employeeId, manager?.displayName].find((said) => said?.trim()) ?? undefined;
