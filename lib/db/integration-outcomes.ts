import type { IntegrationId } from "@/lib/core/ids";
import type { OrganizationScope } from "./in-organization";

/** Writes that a walk ended well: the integration is healthy, and due again after `nextInMs`, or never for null. */
export async function recordSyncSuccess(scope: OrganizationScope, id: IntegrationId, nextInMs: number | null): Promise<void> {
  await scope.db.$executeRaw`
    update integrations set
      last_sync_at = clock_timestamp(), last_error_at = null, last_error_kind = null, last_error_message = null,
      state = case when state = 'BROKEN' then 'CONNECTED'::integration_state else state end,
      next_sync_at = case when state <> 'DISCONNECTED' then clock_timestamp() + make_interval(secs => ${nextInMs === null ? null : nextInMs / 1_000}::float8) end
    where organization_id = ${scope.organizationId}::uuid and id = ${id}::uuid`;
}

/** Writes why a walk failed. A broken integration leaves the schedule until somebody gives it what it lacks. */
export async function recordSyncFailure(
  scope: OrganizationScope,
  id: IntegrationId,
  failure: { kind: string; message: string; isBroken: boolean },
  nextInMs: number | null,
): Promise<void> {
  const seconds = failure.isBroken || nextInMs === null ? null : nextInMs / 1_000;
  await scope.db.$executeRaw`
    update integrations set
      last_error_at = clock_timestamp(), last_error_kind = ${failure.kind}, last_error_message = ${failure.message},
      state = case when ${failure.isBroken} and state = 'CONNECTED' then 'BROKEN'::integration_state else state end,
      next_sync_at = case when state <> 'DISCONNECTED' then clock_timestamp() + make_interval(secs => ${seconds}::float8) end
    where organization_id = ${scope.organizationId}::uuid and id = ${id}::uuid`;
}

/** Takes an integration whose time has come off the list until `nextInMs` from now; false when somebody else did. */
export async function takeDueSync(scope: OrganizationScope, id: IntegrationId, nextInMs: number): Promise<boolean> {
  const taken = await scope.db.$executeRaw`
    update integrations set next_sync_at = clock_timestamp() + make_interval(secs => ${nextInMs / 1_000}::float8)
    where organization_id = ${scope.organizationId}::uuid and id = ${id}::uuid
      and state = 'CONNECTED' and next_sync_at <= clock_timestamp()`;
  return taken > 0;
}
