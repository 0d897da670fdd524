import { z } from "zod";
import { OverrideId, type UserId } from "@/lib/core/ids";
import type { OrganizationScope } from "@/lib/db/in-organization";
import { prepareMatching } from "./collect-unlinked.sql";
import { prepareNewAccounts } from "./new-accounts.sql";
import { findPolicy, listFrozen } from "./open-settlement";
import { clearSettlement, prepareSettlement } from "./prepare-settlement.sql";
import { resolveUsers, whatSourcesSay } from "./resolve-users.sql";
import type { Settlement } from "./settlement";

const Saying = z.object({
  overrideId: OverrideId,
  /** Null makes the field empty. */
  value: z.string().nullable(),
  agrees: z.boolean(),
});
export type Saying = z.output<typeof Saying>;

/**
 * What the sources would give each field that is overridden for these Users, by the statements of a settlement; an
 * override on whose field no source has an opinion is left out. Leaves no trace in the caller's transaction.
 */
export async function listSayingsUnderOverrides(scope: OrganizationScope, userIds: readonly UserId[]): Promise<Saying[]> {
  if (userIds.length === 0) return [];
  const { db, organizationId } = scope;
  const { policy } = await findPolicy(scope, { isNewest: false });
  const settlement: Settlement = {
    scope, policy, syncRunId: null, touched: { kind: "users", userIds }, isNewPolicy: false, actorUserId: null, reason: null,
    frozenIntegrationIds: await listFrozen(scope),
  };
  await db.$executeRaw`savepoint sayings`;
  await clearSettlement(scope);
  await prepareNewAccounts(scope);
  await prepareSettlement(settlement);
  await prepareMatching(settlement);
  await resolveUsers(settlement);
  const rows = await db.$queryRaw<unknown[]>`
    select "overrideId", value, value is not distinct from overridden as agrees
    from (
      select override.id as "overrideId", override.value as overridden,
        case override.field when 'email' then said.email when 'givenName' then said.given_name when 'familyName' then said.family_name
          when 'employeeStatus' then said.said_status::text else said.profile ->> override.field end as value
      from (${whatSourcesSay(settlement, { hasLifted: false })}) said
      join overrides override on override.organization_id = ${organizationId}::uuid and override.user_id = said.user_id and override.lifted_at is null
      where said.provenance ->> override.field is distinct from override.id::text) saying`;
  await db.$executeRaw`rollback to savepoint sayings`;
  return z.array(Saying).parse(rows);
}
