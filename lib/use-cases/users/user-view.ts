import type { Role } from "@/lib/core/access/roles";
import type { IntegrationId, UserId } from "@/lib/core/ids";
import { currentSources } from "@/lib/core/source-of-truth";
import type { EmployeeStatus } from "@/lib/core/users/employee-status";
import { listPresence } from "@/lib/db/accounts";
import type { OrganizationScope } from "@/lib/db/in-organization";
import { findIntegrations } from "@/lib/db/integrations";
import { findVersions } from "@/lib/db/source-of-truth";
import type { UserRecord } from "@/lib/db/users";

export interface SourceRef {
  readonly integrationId: IntegrationId;
  readonly name: string;
  readonly connector: string;
}

export interface UserRowView {
  readonly id: UserId;
  readonly email: string | null;
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly employeeStatus: EmployeeStatus;
  readonly statusChangedAt: Date;
  readonly title: string | null;
  readonly department: string | null;
  readonly role: Role;
  readonly sources: (SourceRef & { readonly rank: number })[];
  readonly isSourceless: boolean;
  readonly overridden: readonly string[];
}

/** The integrations that make Users what they are at present, the first listed first. */
export async function listCurrentSources(scope: OrganizationScope): Promise<IntegrationId[]> {
  const { newest, applied } = await findVersions(scope);
  return currentSources({ newest: newest?.policy, applied: applied?.policy });
}

/** Many at once, in the given order, with the same few statements however many there are. */
export async function toUserRowViews(
  scope: OrganizationScope,
  users: readonly UserRecord[],
  current: readonly IntegrationId[],
): Promise<UserRowView[]> {
  const refs = new Map((await findIntegrations(scope, current)).map(({ id, name, connector }) => [id, { integrationId: id, name, connector }]));
  const presence = Map.groupBy(await listPresence(scope, users.map(({ id }) => id), current), ({ userId }) => userId);
  return users.map((user) => {
    const isIn = new Set((presence.get(user.id) ?? []).map(({ integrationId }) => integrationId));
    return {
      id: user.id,
      email: user.email,
      givenName: user.givenName,
      familyName: user.familyName,
      employeeStatus: user.employeeStatus,
      statusChangedAt: user.statusChangedAt,
      title: user.profile["title"] ?? null,
      department: user.profile["department"] ?? null,
      role: user.role,
      sources: current.flatMap((id, index) => {
        const ref = refs.get(id);
        return ref === undefined || !isIn.has(id) ? [] : [{ ...ref, rank: index + 1 }];
      }),
      isSourceless: user.isSourceless,
      overridden: user.overridden,
    };
  });
}
