import { toProfile } from "@/lib/connectors/kit/profile";
import { ENTERPRISE_USER, ScimUser, toScimAccount } from "@/lib/connectors/kit/scim-user";
import { REMOVED, scimPushStatusMap } from "@/lib/connectors/scim-push/status-map";
import type { SourceAccount } from "@/lib/core/accounts";

type Resource = Readonly<Record<string, unknown>>;

interface Known {
  /** Of one whose resource its client has deleted. */
  readonly isRemoved?: boolean;
  /** Of the User whom the manager's id means, where that one was pushed too. */
  readonly managerName?: string | undefined;
}

/** What a pushed User says of a person. The client's own name of a manager stands before the one that is known here. */
export function toSourceAccount(resource: Resource, { isRemoved = false, managerName }: Known = {}): SourceAccount {
  const account = toScimAccount(ScimUser.parse(resource), resource, { rules: scimPushStatusMap, ...(isRemoved && { rawStatus: REMOVED }) });
  return { ...account, profile: { ...toProfile({ manager: managerName }), ...account.profile } };
}

/** Whom a pushed User names as manager, as its client refers to them. */
export function managerOf(resource: Resource): string | undefined {
  const manager = ScimUser.shape[ENTERPRISE_USER].parse(resource[ENTERPRISE_USER])?.manager;
  return (typeof manager === "string" ? manager : manager?.value)?.trim() || undefined;
}

/** What a reader calls a pushed User: the name, else the address. */
export function nameOf(resource: Resource): string | undefined {
  const { displayName, givenName, familyName, email } = toSourceAccount({ id: "unused", ...resource }).profile;
  return displayName ?? ([givenName, familyName].filter(Boolean).join(" ") || email) ?? undefined;
}
