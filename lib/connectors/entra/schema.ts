import { z } from "zod";
import { recordId, recordText } from "@/lib/connectors/kit/read-records";

const addresses = z.array(recordText).nullish();

/** The fields that are read; everything else stays in `raw`. */
export const EntraUser = z.looseObject({
  id: recordId,
  accountEnabled: z.unknown().optional(),
  userType: recordText,
  externalUserState: recordText,
  userPrincipalName: recordText,
  mail: recordText,
  otherMails: addresses,
  proxyAddresses: addresses,
  givenName: recordText,
  surname: recordText,
  displayName: recordText,
  jobTitle: recordText,
  department: recordText,
  employeeId: recordText,
  employeeType: recordText,
  officeLocation: recordText,
  city: recordText,
  employeeHireDate: recordText,
  employeeLeaveDateTime: recordText,
  manager: z.looseObject({ mail: recordText, userPrincipalName: recordText, employeeId: recordText, displayName: recordText }).nullish(),
  "@removed": z.looseObject({ reason: recordText }).nullish(),
});
export type EntraUser = z.output<typeof EntraUser>;

/** What is asked for by name: the plain list leaves most of it out. */
export const SELECTED = [
  "id",
  "accountEnabled",
  "userType",
  "externalUserState",
  "userPrincipalName",
  "mail",
  "otherMails",
  "proxyAddresses",
  "givenName",
  "surname",
  "displayName",
  "jobTitle",
  "department",
  "companyName",
  "employeeId",
  "employeeType",
  "employeeOrgData",
  "officeLocation",
  "city",
  "country",
  "usageLocation",
  "employeeHireDate",
  "createdDateTime",
  "onPremisesSyncEnabled",
  "onPremisesImmutableId",
  "onPremisesExtensionAttributes",
] as const;

export const EntraUserPage = z.looseObject({
  value: z.array(z.unknown()),
  "@odata.nextLink": z.string().nullish(),
  "@odata.deltaLink": z.string().nullish(),
  "@odata.count": z.int().nonnegative().nullish(),
});

/** Of a page of changes only the ids count. */
export const ChangedUser = z.looseObject({ id: recordId, "@removed": z.looseObject({ reason: recordText }).nullish() });

export const GraphError = z.looseObject({ error: z.looseObject({ code: z.string().nullish() }) });
