import { AppError } from "@/lib/core/errors";
import type { IntegrationId } from "@/lib/core/ids";
import type { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import type { OrganizationScope } from "@/lib/db/in-organization";
import { findIntegrations, type IntegrationRecord } from "@/lib/db/integrations";

interface Place {
  readonly path: string;
  readonly integrationId: IntegrationId;
}

/** Every place in which a policy names an integration, as the path of the field. */
function placesIn({ userSources, deactivatesPeopleOf, fieldOrders, customFields, statusMaps }: SourceOfTruthPolicy): Place[] {
  const listed = (path: string, ids: readonly IntegrationId[]): Place[] => ids.map((integrationId, index) => ({ path: `${path}.${String(index)}`, integrationId }));
  return [
    ...userSources.map(({ integrationId }, index) => ({ path: `userSources.${String(index)}.integrationId`, integrationId })),
    ...listed("deactivatesPeopleOf", deactivatesPeopleOf),
    ...Object.entries(fieldOrders).flatMap(([field, order]) => [
      ...listed(`fieldOrders.${field}.integrationIds`, order.integrationIds),
      ...listed(`fieldOrders.${field}.blankIsEmpty`, order.blankIsEmpty),
    ]),
    ...customFields.flatMap(({ from }, index) =>
      from.map(({ integrationId }, place) => ({ path: `customFields.${String(index)}.from.${String(place)}.integrationId`, integrationId })),
    ),
    // zod has checked the keys; TypeScript forgets brands of keys.
    ...Object.keys(statusMaps).map((id) => ({ path: `statusMaps.${id}`, integrationId: id as IntegrationId })),
  ];
}

/** The integrations that any of the policies names, by id; those that are not of this Organization are left out. */
export async function findNamedIntegrations(scope: OrganizationScope, ...policies: readonly SourceOfTruthPolicy[]): Promise<Map<string, IntegrationRecord>> {
  const ids = new Set(policies.flatMap((policy) => placesIn(policy).map(({ integrationId }) => integrationId)));
  return new Map((await findIntegrations(scope, [...ids])).map((integration) => [integration.id, integration]));
}

/** A function that calls an integration by its name; one that is gone has none. */
export const namerOf =
  (integrations: ReadonlyMap<string, IntegrationRecord>) =>
  (integrationId: string): string =>
    integrations.get(integrationId)?.name ?? "An unknown integration";

/**
 * Throws `invalid_input`, naming each place, where the policy names an integration that this Organization does not have,
 * or begins to list one that is disconnected; one that was listed in `before` may stay.
 */
export function assertIntegrations(
  policy: SourceOfTruthPolicy,
  { before, integrations }: { before: SourceOfTruthPolicy; integrations: ReadonlyMap<string, IntegrationRecord> },
): void {
  const listed = new Set(before.userSources.map(({ integrationId }) => integrationId));
  const fields = placesIn(policy).flatMap(({ path, integrationId }): [string, string][] => {
    const integration = integrations.get(integrationId);
    if (integration === undefined) return [[path, "There is no such integration. Choose a connected one."]];
    const isNewlyListed = path.startsWith("userSources.") && !listed.has(integrationId);
    return isNewlyListed && integration.state === "DISCONNECTED" ? [[path, `${integration.name} is disconnected. Reconnect it first.`]] : [];
  });
  if (fields.length > 0) throw new AppError("invalid_input", [...new Set(fields.map(([, message]) => message))].join(" "), { fields: Object.fromEntries(fields) });
}
