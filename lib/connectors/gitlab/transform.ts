import type { GitlabUser } from "@/lib/connectors/gitlab/schema";
import { gitlabStatusMap } from "@/lib/connectors/gitlab/status-map";
import { toAliases, toEmail, toProfile } from "@/lib/connectors/kit/profile";
import { toAccountStatus } from "@/lib/connectors/kit/status-map";
import type { AccountKind, SourceAccount } from "@/lib/core/accounts";

export function toSourceAccount(user: GitlabUser, raw: unknown): SourceAccount {
  const rawStatus = toRawStatus(user);
  const addresses = [user.email, user.group_saml_identity?.extern_uid, ...(user.identities?.map((identity) => identity?.extern_uid) ?? []), user.public_email];
  const profile = toProfile({
    email: addresses.find((address) => toEmail(address) !== undefined),
    // GitLab has one name only; where it parts is not for us to guess.
    displayName: user.name,
    title: user.job_title,
    location: user.location,
  });
  return {
    externalId: user.id,
    kind: toKind(user),
    status: toAccountStatus(rawStatus, { rules: gitlabStatusMap, letterCase: "exact" }),
    rawStatus,
    profile,
    aliases: toAliases([...addresses, user.commit_email], profile.email),
    raw,
  };
}

function toRawStatus({ state, confirmed_at, membership_state }: GitlabUser): string {
  if (state !== "active") return state ?? "(missing)";
  if (confirmed_at === null) return "active, unconfirmed";
  return membership_state && membership_state !== "active" ? `active, ${membership_state}` : "active";
}

/** The ghost user owns what deleted users left behind. */
function toKind({ bot, username }: GitlabUser): AccountKind {
  if (bot === true || username === "ghost") return "SERVICE";
  return bot === false ? "HUMAN" : "UNKNOWN";
}
