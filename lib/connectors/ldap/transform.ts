import { toAccountKind } from "@/lib/connectors/kit/account-kind";
import { toAliases, toProfile } from "@/lib/connectors/kit/profile";
import { toAccountStatus } from "@/lib/connectors/kit/status-map";
import { all, first, type IdAttribute, type LdapEntry } from "@/lib/connectors/ldap/schema";
import { FLAG, ldapStatusMap } from "@/lib/connectors/ldap/status-map";
import type { AccountKind, SourceAccount } from "@/lib/core/accounts";

/** What an entry is judged with beside itself. */
export interface Judgement {
  readonly idAttribute: IdAttribute;
  readonly isActiveDirectory: boolean;
  /** The directory's own clock, where it tells. */
  readonly nowMs: number | undefined;
  readonly statusAttribute: string | undefined;
  /** The e-mail address, or another reference, of whoever a manager's DN leads to. */
  readonly managerOf: (dn: string) => string | undefined;
}

const UAC_DISABLED = 0x2;
const UAC_TRUST = 0x0800 | 0x1000 | 0x2000;
const UAC_LOCKED_OUT = 0x10;
const UAC_PASSWORD_EXPIRED = 0x800000;
const MAILBOX_OF_NOBODY = new Set(["4", "16", "32"]);
const LOCKED_FOR_GOOD = "000001010000Z";
const DAY_MS = 86_400_000;

export function toSourceAccount(entry: LdapEntry, raw: unknown, judgement: Judgement): SourceAccount {
  const rawStatus = toRawStatus(entry, judgement);
  const email = first(entry.mail) ?? first(entry.userPrincipalName);
  const managerDn = first(entry.manager);
  const profile = toProfile({
    email,
    givenName: first(entry.givenName),
    familyName: first(entry.sn),
    // A tombstone's name ends in a line break and its new id.
    displayName: first(entry.displayName) ?? first(entry.cn)?.split("\n")[0],
    employeeNumber: first(entry.employeeID) ?? first(entry.employeeNumber),
    title: first(entry.title),
    department: first(entry.department) ?? first(entry.departmentNumber) ?? first(entry.ou),
    manager: managerDn === undefined ? undefined : judgement.managerOf(managerDn),
    location: first(entry.physicalDeliveryOfficeName) ?? first(entry.l),
    employmentType: first(entry.employeeType),
    endDate: judgement.isActiveDirectory ? toLastDay(first(entry.accountExpires)) : toShadowDay(first(entry.shadowExpire)),
  });
  return {
    externalId: entry[judgement.idAttribute] ?? "",
    kind: toKind(entry),
    status: toAccountStatus(rawStatus, { rules: ldapStatusMap, letterCase: "ignored" }),
    rawStatus,
    profile,
    aliases: toAliases(toFurtherAddresses(entry), profile.email),
    raw,
  };
}

function toRawStatus(entry: LdapEntry, judgement: Judgement): string {
  const flag = judgement.isActiveDirectory ? flagOfActiveDirectory(entry, judgement.nowMs) : flagOfOthers(entry);
  const saysNothing = flag === FLAG.enabled || flag === FLAG.listed;
  return (saysNothing ? findWord(entry, judgement.statusAttribute) : undefined) ?? flag;
}

function flagOfActiveDirectory(entry: LdapEntry, nowMs: number | undefined): string {
  if (first(entry.isDeleted) === "TRUE") return FLAG.deleted;
  const control = Number(first(entry.userAccountControl) ?? Number.NaN);
  if (Number.isNaN(control)) return FLAG.unreadable;
  if ((control & UAC_DISABLED) !== 0) return FLAG.disabled;
  const expiresMs = toExpiryMs(first(entry.accountExpires));
  if (expiresMs !== undefined && nowMs !== undefined && expiresMs <= nowMs) return FLAG.expired;
  // Only the computed flags know that a lockout has run out; the stored bit and lockoutTime stay behind.
  const computed = Number(first(entry["msDS-User-Account-Control-Computed"]) ?? 0);
  if ((computed & UAC_LOCKED_OUT) !== 0) return FLAG.lockedOut;
  if (first(entry.pwdLastSet) === "0") return FLAG.mustChangePassword;
  return (computed & UAC_PASSWORD_EXPIRED) === 0 ? FLAG.enabled : FLAG.passwordExpired;
}

function flagOfOthers(entry: LdapEntry): string {
  const locked = first(entry.pwdAccountLockedTime);
  const isLocked = [entry.nsAccountLock, entry.loginDisabled].some((value) => first(value)?.toUpperCase() === "TRUE");
  if (isLocked || locked === LOCKED_FOR_GOOD) return FLAG.lockedByAdministrator;
  return locked === undefined ? FLAG.listed : FLAG.lockedOut;
}

/** Directories answer an attribute under the name in their schema, whatever case it was asked in. */
function findWord(entry: LdapEntry, attribute: string | undefined): string | undefined {
  if (attribute === undefined) return undefined;
  const wanted = attribute.toLowerCase();
  const name = attribute in entry ? attribute : Object.keys(entry).find((key) => key.toLowerCase() === wanted);
  const value: unknown = name === undefined ? undefined : entry[name];
  const word: unknown = Array.isArray(value) ? value[0] : value;
  return typeof word === "string" && word.trim() !== "" ? word.trim() : undefined;
}

function toKind(entry: LdapEntry): AccountKind {
  const isTrust = (Number(first(entry.userAccountControl) ?? 0) & UAC_TRUST) !== 0;
  const isMailbox = MAILBOX_OF_NOBODY.has(first(entry.msExchRecipientTypeDetails) ?? "");
  if (isTrust || isMailbox || first(entry.isCriticalSystemObject) === "TRUE") return "SERVICE";
  return toAccountKind(first(entry.employeeType));
}

const toFurtherAddresses = (entry: LdapEntry): (string | undefined)[] => [
  ...all(entry.mail),
  first(entry.userPrincipalName),
  ...all(entry.mailAlternateAddress),
  ...all(entry.proxyAddresses).flatMap((address) => (/^smtp:/i.test(address) ? [address.slice(5)] : [])),
];

/** accountExpires counts 100 ns since 1601; 0 and the largest number mean never. */
function toExpiryMs(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d+$/.test(text)) return undefined;
  const ticks = BigInt(text);
  return ticks === 0n || ticks >= 9_223_372_036_854_775_807n ? undefined : Number(ticks / 10_000n) - 11_644_473_600_000;
}

/**
 * The last day of an account. It expires at the midnight that ends that day, of a place that the directory does not
 * name: eleven hours earlier it is that day in UTC, for every midnight from Hawaii to New Zealand.
 */
function toLastDay(accountExpires: string | undefined): string | undefined {
  const expiresMs = toExpiryMs(accountExpires);
  return expiresMs === undefined ? undefined : toDay(expiresMs - 11 * 3_600_000);
}

/** Days since 1970, the first on which the account no longer works; 0 is read as never by some, as at once by others. */
function toShadowDay(shadowExpire: string | undefined): string | undefined {
  return shadowExpire !== undefined && /^[1-9]\d{0,6}$/.test(shadowExpire) ? toDay(Number(shadowExpire) * DAY_MS - 1) : undefined;
}

function toDay(timeMs: number): string | undefined {
  const date = new Date(timeMs);
  return Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9_999 ? undefined : date.toISOString().slice(0, 10);
}
