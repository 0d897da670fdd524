import { z } from "zod";
import { toAccountKind } from "@/lib/connectors/kit/account-kind";
import type { StatusRule } from "@/lib/connectors/kit/connector";
import { toAliases, toEmail, toProfile } from "@/lib/connectors/kit/profile";
import { recordId, recordText } from "@/lib/connectors/kit/read-records";
import { toAccountStatus } from "@/lib/connectors/kit/status-map";
import type { SourceAccount } from "@/lib/core/accounts";

export const ENTERPRISE_USER = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

// Some servers write booleans as strings.
const looseBoolean = z.union([z.boolean(), z.string()]).nullish();
const Email = z.union([
  z.string().transform((value) => ({ value, type: undefined, primary: undefined })),
  z.looseObject({ value: recordText, type: recordText, primary: looseBoolean }),
]);
type ScimEmail = z.output<typeof Email>;

/** A User of SCIM, as real servers write it: the fields that are read; everything else stays in `raw`. */
export const ScimUser = z.looseObject({
  id: recordId,
  userName: recordText,
  displayName: recordText,
  name: z.looseObject({ givenName: recordText, familyName: recordText, formatted: recordText }).nullish(),
  title: recordText,
  userType: recordText,
  timezone: recordText,
  active: looseBoolean,
  emails: z.array(Email).nullish(),
  addresses: z.array(z.looseObject({ locality: recordText, primary: looseBoolean })).nullish(),
  [ENTERPRISE_USER]: z
    .looseObject({
      employeeNumber: recordText,
      department: recordText,
      // A bare string is not standard, and real servers send it.
      manager: z.union([z.string(), z.looseObject({ value: recordText, displayName: recordText })]).nullish(),
    })
    .nullish(),
});
export type ScimUser = z.output<typeof ScimUser>;

/**
 * What a User of SCIM says of a person, whether it was read from a server or pushed by a client. `rawStatus` stands in for
 * the word of `active`.
 */
export function toScimAccount(user: ScimUser, raw: unknown, { rules, rawStatus = toRawStatus(user.active) }: { rules: readonly StatusRule[]; rawStatus?: string }): SourceAccount {
  const enterprise = user[ENTERPRISE_USER];
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
    status: toAccountStatus(rawStatus, { rules, letterCase: "exact" }),
    rawStatus,
    profile,
    aliases: toAliases(user.emails?.map(({ value }) => value) ?? [], profile.email),
    raw,
  };
}

/** A server or client that says nothing about it makes nobody active. */
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
