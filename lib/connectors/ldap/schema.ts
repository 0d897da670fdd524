import { z } from "zod";
import { recordId } from "@/lib/connectors/kit/read-records";

const attribute = z.union([z.string(), z.array(z.string())]).optional();

/** The attributes that are read; everything else that was asked for stays in `raw`. */
export const LdapEntry = z.looseObject({
  dn: z.string(),
  objectGUID: recordId.optional(),
  entryUUID: recordId.optional(),
  nsUniqueId: recordId.optional(),
  objectClass: attribute,
  mail: attribute,
  mailAlternateAddress: attribute,
  proxyAddresses: attribute,
  userPrincipalName: attribute,
  givenName: attribute,
  sn: attribute,
  cn: attribute,
  displayName: attribute,
  employeeNumber: attribute,
  employeeID: attribute,
  employeeType: attribute,
  title: attribute,
  department: attribute,
  departmentNumber: attribute,
  ou: attribute,
  manager: attribute,
  physicalDeliveryOfficeName: attribute,
  l: attribute,
  userAccountControl: attribute,
  "msDS-User-Account-Control-Computed": attribute,
  accountExpires: attribute,
  pwdLastSet: attribute,
  pwdAccountLockedTime: attribute,
  nsAccountLock: attribute,
  loginDisabled: attribute,
  shadowExpire: attribute,
  isDeleted: attribute,
  isCriticalSystemObject: attribute,
  msExchRecipientTypeDetails: attribute,
});
export type LdapEntry = z.output<typeof LdapEntry>;

/** An entry is known by one of these, depending on the server; without it, it is kept aside. */
export const ENTRY_BY_ID = {
  objectGUID: LdapEntry.required({ objectGUID: true }),
  entryUUID: LdapEntry.required({ entryUUID: true }),
  nsUniqueId: LdapEntry.required({ nsUniqueId: true }),
} as const;
export type IdAttribute = keyof typeof ENTRY_BY_ID;
type Attribute = z.output<typeof attribute>;

/** The first value of an attribute; directories keep no order, so single-valued meaning is all that it can carry. */
export const first = (value: Attribute): string | undefined => (typeof value === "string" ? value : value?.[0]);

export const all = (value: Attribute): readonly string[] => (typeof value === "string" ? [value] : (value ?? []));
