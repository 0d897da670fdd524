import { toProfile } from "@/lib/connectors/kit/profile";
import { toAccountStatus } from "@/lib/connectors/kit/status-map";
import type { SlackMember } from "@/lib/connectors/slack/schema";
import { slackStatusMap } from "@/lib/connectors/slack/status-map";
import type { AccountKind, SourceAccount } from "@/lib/core/accounts";

export function toSourceAccount(member: SlackMember, raw: unknown): SourceAccount {
  const rawStatus = toRawStatus(member);
  const { profile } = member;
  return {
    externalId: member.id,
    kind: toKind(member),
    status: toAccountStatus(rawStatus, { rules: slackStatusMap, letterCase: "exact" }),
    rawStatus,
    profile: toProfile({
      email: profile?.email,
      givenName: profile?.first_name,
      familyName: profile?.last_name,
      displayName: profile?.real_name ?? member.real_name,
      title: profile?.title,
      timeZone: member.tz,
    }),
    aliases: [],
    raw,
  };
}

function toRawStatus({ deleted, is_invited_user, is_restricted, is_ultra_restricted, is_stranger }: SlackMember): string {
  if (deleted === true) return "deleted";
  // Slack leaves the flag out for nobody, but an absent flag of theirs means "no".
  if (deleted !== false && deleted !== null && deleted !== undefined) return `deleted:${JSON.stringify(deleted)}`;
  if (is_invited_user === true) return "invited";
  return is_restricted === true || is_ultra_restricted === true || is_stranger === true ? "guest" : "active";
}

/** USLACKBOT is no bot by its own flag. `is_app_user` only says that a person uses our app. */
const toKind = ({ id, is_bot, is_workflow_bot }: SlackMember): AccountKind =>
  is_bot === true || is_workflow_bot === true || id === "USLACKBOT" ? "SERVICE" : "HUMAN";
