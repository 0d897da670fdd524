import type { DirectoryUser, ManagedAccount } from "@/lib/connectors/atlassian/schema";
import { atlassianStatusMap } from "@/lib/connectors/atlassian/status-map";
import { toProfile } from "@/lib/connectors/kit/profile";
import { toAccountStatus } from "@/lib/connectors/kit/status-map";
import type { AccountKind, SourceAccount } from "@/lib/core/accounts";

export const fromDirectory = (user: DirectoryUser, raw: unknown): SourceAccount => ({
  externalId: user.accountId,
  kind: toKind(user.accountType),
  ...toStatus(user.accountStatus, user.membershipStatus),
  profile: toProfile({
    email: user.email,
    displayName: user.name?.trim() ? user.name : user.nickname,
    title: user.jobTitle,
    department: user.department,
    location: user.location,
    timeZone: user.timeZone,
  }),
  aliases: [],
  raw,
});

export const fromManaged = (account: ManagedAccount, raw: unknown): SourceAccount => ({
  externalId: account.account_id,
  kind: toKind(account.account_type),
  ...toStatus(account.account_status, undefined),
  profile: toProfile({ email: account.email, displayName: account.name }),
  aliases: [],
  raw,
});

function toStatus(account: string | null | undefined, membership: string | null | undefined): Pick<SourceAccount, "status" | "rawStatus"> {
  const word = account?.trim().toLowerCase() || "(missing)";
  const access = membership?.trim().toLowerCase();
  const rawStatus = word === "active" && access && access !== "active" ? `active, ${access}` : word;
  return { rawStatus, status: toAccountStatus(rawStatus, { rules: atlassianStatusMap, letterCase: "exact" }) };
}

/** `customer` is somebody of another company in a service portal, and a person all the same. */
const toKind = (type: string | null | undefined): AccountKind => (type === "app" ? "SERVICE" : type === "atlassian" || type === "customer" ? "HUMAN" : "UNKNOWN");
