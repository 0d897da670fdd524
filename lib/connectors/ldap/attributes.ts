// "*" would bring photographs and certificates of everybody, so attributes are named.
const COMMON = [
  "objectClass", "cn", "mail", "givenName", "sn", "displayName", "initials", "title", "manager", "l", "st", "postalCode", "street",
  "physicalDeliveryOfficeName", "telephoneNumber", "mobile", "employeeNumber", "employeeType", "preferredLanguage", "description", "uid",
] as const;

const ACTIVE_DIRECTORY = [
  ...COMMON,
  "objectGUID", "uSNChanged", "sAMAccountName", "userPrincipalName", "proxyAddresses", "employeeID", "department", "company", "division",
  "streetAddress", "co", "c", "info", "whenCreated", "whenChanged", "userAccountControl", "msDS-User-Account-Control-Computed", "accountExpires",
  "pwdLastSet", "isDeleted", "lastKnownParent", "isCriticalSystemObject", "msExchRecipientTypeDetails",
  ...Array.from({ length: 15 }, (_, index) => `extensionAttribute${String(index + 1)}`),
] as const;

const OTHERS = [
  ...COMMON,
  "entryUUID", "nsUniqueId", "modifyTimestamp", "createTimestamp", "mailAlternateAddress", "departmentNumber", "ou", "o", "businessCategory",
  "roomNumber", "c", "pwdAccountLockedTime", "nsAccountLock", "loginDisabled", "shadowExpire",
] as const;

/** What a search asks for: ours, and those that an Admin named. */
export function attributesFor(isActiveDirectory: boolean, further: readonly string[]): string[] {
  const own: readonly string[] = isActiveDirectory ? ACTIVE_DIRECTORY : OTHERS;
  const known = new Set(own.map((name) => name.toLowerCase()));
  return [...own, ...further.filter((name) => !known.has(name.toLowerCase()))];
}

const NAME = /^[A-Za-z][A-Za-z0-9-]*$/;

/** Reads a list as it is typed; undefined where something in it is no name of an attribute. */
export function readAttributeNames(text: string): string[] | undefined {
  const names = text.split(/[\s,;]+/).filter((name) => name !== "");
  return names.every((name) => NAME.test(name)) ? names : undefined;
}
