import { toAliases, toEmail, toProfile } from "@/lib/connectors/kit/profile";
import { toAccountStatus } from "@/lib/connectors/kit/status-map";
import type { OneLoginUser } from "@/lib/connectors/onelogin/schema";
import { oneLoginStatusMap } from "@/lib/connectors/onelogin/status-map";
import type { SourceAccount } from "@/lib/core/accounts";

// OneLogin's numbers of `status`. Its 6, "unused", is known to nobody, and so to us.
const WORDS: ReadonlyMap<unknown, string> = new Map([
  [1, "active"],
  [2, "suspended"],
  [3, "locked"],
  [4, "password expired"],
  [5, "awaiting password reset"],
  [7, "password pending"],
  [8, "security questions required"],
]);

/** The manager is an id of OneLogin, which means nothing to a reader and stays in `raw`. */
export function toSourceAccount(user: OneLoginUser, raw: unknown): SourceAccount {
  const rawStatus = toRawStatus(user);
  const addresses = [user.email, user.username, user.userprincipalname];
  const profile = toProfile({
    email: addresses.find((address) => toEmail(address) !== undefined),
    givenName: user.firstname,
    familyName: user.lastname,
    title: user.title,
    department: user.department,
  });
  return {
    externalId: user.id,
    kind: "UNKNOWN",
    status: toAccountStatus(rawStatus, { rules: oneLoginStatusMap, letterCase: "exact" }),
    rawStatus,
    profile,
    aliases: toAliases(addresses, profile.email),
    raw,
  };
}

/** Two numbers say it together: whether the account is wanted (`state`), and whether it works (`status`); what restricts wins. */
function toRawStatus({ status, state, activated_at }: OneLoginUser): string {
  if (state === 2) return "rejected";
  if (state === 3) return "unlicensed";
  if (status !== 2 && state === 0) return "unapproved";
  const isKnownState = state === undefined || state === null || state === 0 || state === 1;
  if (!isKnownState) return `state ${String(state).slice(0, 100)}`;
  if (status === 0) return activated_at?.trim() ? "deactivated" : "unactivated";
  if (status === undefined || status === null) return "(missing)";
  return WORDS.get(status) ?? `status ${String(status).slice(0, 100)}`;
}
