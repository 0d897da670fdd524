import { toAliases, toEmail, toProfile } from "@/lib/connectors/kit/profile";
import { toAccountStatus } from "@/lib/connectors/kit/status-map";
import type { GithubInvitation, GithubManagedUser, GithubPerson } from "@/lib/connectors/github/schema";
import { githubStatusMap } from "@/lib/connectors/github/status-map";
import type { AccountKind, SourceAccount } from "@/lib/core/accounts";

/** Of a person in the list that has this word. */
export const toPersonAccount =
  (word: string) =>
  (person: GithubPerson, raw: unknown): SourceAccount => {
    const { user, identity } = person;
    const linked = [identity?.scimIdentity, identity?.samlIdentity];
    // What the identity provider says of its own employee comes before what somebody shows in public.
    const addresses = [
      ...linked.flatMap((one) => [...(one?.emails?.map(({ value }) => value) ?? []), one?.nameId, one?.username]),
      ...(user?.organizationVerifiedDomainEmails ?? []),
      user?.email,
    ];
    const profile = toProfile({
      email: addresses.find((address) => toEmail(address) !== undefined),
      givenName: findText(linked.map((one) => one?.givenName)),
      familyName: findText(linked.map((one) => one?.familyName)),
      displayName: findText([user?.name, person.login]),
    });
    return {
      externalId: person.id,
      kind: toKind(person.type),
      ...toStatus(person.suspended_at ? "suspended" : word),
      profile,
      aliases: toAliases(addresses, profile.email),
      raw,
    };
  };

/** An invitation is not yet anybody's account: its id is of another row of numbers than people's, so it gets a mark. */
export const toInvitationAccount =
  (word: string) =>
  (invitation: GithubInvitation, raw: unknown): SourceAccount => ({
    externalId: `invitation:${invitation.id}`,
    kind: "UNKNOWN",
    ...toStatus(word),
    profile: toProfile({ email: invitation.email, displayName: invitation.login }),
    aliases: [],
    raw,
  });

export function toManagedAccount(user: GithubManagedUser, raw: unknown): SourceAccount {
  const addresses = user.emails?.toSorted((one, other) => Number(other.primary ?? false) - Number(one.primary ?? false)).map(({ value }) => value) ?? [];
  const profile = toProfile({
    email: [...addresses, user.userName].find((address) => toEmail(address) !== undefined),
    givenName: user.name?.givenName,
    familyName: user.name?.familyName,
    displayName: findText([user.displayName, user.name?.formatted]),
  });
  return {
    externalId: user.id,
    kind: "UNKNOWN",
    ...toStatus(typeof user.active === "boolean" || typeof user.active === "string" ? `active:${String(user.active)}` : "(missing)"),
    profile,
    aliases: toAliases(addresses, profile.email),
    raw,
  };
}

const toStatus = (rawStatus: string): Pick<SourceAccount, "status" | "rawStatus"> => ({
  rawStatus,
  status: toAccountStatus(rawStatus, { rules: githubStatusMap, letterCase: "exact" }),
});

/** A machine that uses a seat is a User to GitHub, so "User" says nothing. */
const toKind = (type: string | null | undefined): AccountKind => (type === "Bot" ? "SERVICE" : "UNKNOWN");

const findText = (texts: readonly (string | null | undefined)[]): string | undefined => texts.find((text) => text?.trim()) ?? undefined;
