import { ScimUser, toScimAccount } from "@/lib/connectors/kit/scim-user";
import { REMOVED, scimPushStatusMap } from "@/lib/connectors/scim-push/status-map";
import type { SourceAccount } from "@/lib/core/accounts";

/** What a pushed User says of a person; `isRemoved` for one whose resource its client has deleted. */
export const toSourceAccount = (resource: Readonly<Record<string, unknown>>, { isRemoved = false } = {}): SourceAccount =>
  toScimAccount(ScimUser.parse(resource), resource, { rules: scimPushStatusMap, ...(isRemoved && { rawStatus: REMOVED }) });
