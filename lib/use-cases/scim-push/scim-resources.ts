import { managerOf } from "@/lib/connectors/scim-push/transform";
import { AppError } from "@/lib/core/errors";
import { inOrganization, type OrganizationScope } from "@/lib/db/in-organization";
import {
  deleteScimResource, findScimResource, findScimResources, insertScimResource, leaveGroups, listScimResources, listScimResourcesAfter,
  type ScimContent, type ScimKey, type ScimPlace, type ScimRecord, type ScimType, type ScimWrite as KeptWrite, updateScimResource,
} from "@/lib/db/scim-resources";
import type { ScimClient } from "@/lib/db/scim-tokens";
import { settlePushed } from "./settle-pushed";
import { isId, missing, type ScimGroupRef, type ScimResource, withGroups, writeEvidence, writeRemoval } from "./write-evidence";

export type { ScimClient, ScimContent, ScimGroupRef, ScimKey, ScimRecord, ScimResource, ScimType };
export type ScimWrite = Omit<KeptWrite, "manager">;

const SCAN_PAGE = 1_000;

/** Creates a resource and, of a User, its Account. Throws `conflict` where another User has the name. */
export async function createScimResource(client: ScimClient, type: ScimType, write: ScimWrite): Promise<ScimResource> {
  const created = await inOrganization(client.organizationId, async (scope) => {
    const record = await insertScimResource(scope, { ...client, type }, withManager(type, write));
    if (record === null) throw taken(write.name);
    return writeEvidence(scope, client, record, null);
  });
  await settlePushed(client);
  return created;
}

/**
 * Lets `change` decide what becomes of a resource while nobody else can change it; null leaves it as it is, version and
 * all. Throws `not_found`, `conflict`, and whatever `change` throws.
 */
export async function changeScimResource(
  client: ScimClient,
  type: ScimType,
  id: string,
  change: (current: ScimResource) => ScimWrite | null,
): Promise<ScimResource> {
  const place = { ...client, type };
  const { resource, isChanged } = await inOrganization(client.organizationId, async (scope) => {
    const current = await getRecord(scope, place, id, { lock: true });
    const [shown] = await withGroups(scope, client, [current]);
    if (shown === undefined) throw missing(type, id);
    const write = change(shown);
    if (write === null) return { resource: shown, isChanged: false };
    const record = await updateScimResource(scope, place, id, withManager(type, write));
    if (record === null) throw taken(write.name);
    return { resource: await writeEvidence(scope, client, record, current), isChanged: true };
  });
  if (isChanged) await settlePushed(client);
  return resource;
}

/** Removes a resource; its Account stays and says so, since a removal is a word of the source and not its silence. */
export async function removeScimResource(client: ScimClient, type: ScimType, id: string, check: (current: ScimRecord) => void): Promise<void> {
  const place = { ...client, type };
  await inOrganization(client.organizationId, async (scope) => {
    // Groups before Users, in the order in which a change of a Group takes them, so that neither waits for the other for ever.
    await leaveGroups(scope, client.integrationId, id);
    const record = await getRecord(scope, place, id, { lock: true });
    check(record);
    await deleteScimResource(scope, place, id);
    await writeRemoval(scope, client, record);
  });
  await settlePushed(client);
}

/** Throws `not_found` also for what was pushed to another Integration. */
export async function getScimResource(client: ScimClient, type: ScimType, id: string): Promise<ScimResource> {
  return inOrganization(client.organizationId, async (scope) => {
    const [resource] = await withGroups(scope, client, [await getRecord(scope, { ...client, type }, id)]);
    if (resource === undefined) throw missing(type, id);
    return resource;
  });
}

/** A page of those that fit a key, oldest first, with the count of all of them. */
export async function findScimPage(
  client: ScimClient,
  type: ScimType,
  query: { key?: ScimKey; offset: number; limit: number },
): Promise<{ total: number; resources: ScimResource[] }> {
  if (query.key?.id !== undefined && !isId(query.key.id)) return { total: 0, resources: [] };
  return inOrganization(client.organizationId, async (scope) => {
    const { total, records } = await listScimResources(scope, { ...client, type }, query);
    return { total, resources: await withGroups(scope, client, records) };
  });
}

/** Shows every resource to `look`, a page at a time, so that a filter never holds all of them. */
export async function scanScimResources(client: ScimClient, type: ScimType, look: (resource: ScimResource) => void): Promise<void> {
  for (let after: string | null = null; ; ) {
    const from: string | null = after;
    const page: ScimResource[] = await inOrganization(client.organizationId, async (scope) =>
      withGroups(scope, client, await listScimResourcesAfter(scope, { ...client, type }, from, SCAN_PAGE)),
    );
    for (const resource of page) look(resource);
    after = page.at(-1)?.id ?? null;
    if (page.length < SCAN_PAGE) return;
  }
}

/** These, in the order in which they are named. */
export async function getScimResources(client: ScimClient, type: ScimType, ids: readonly string[]): Promise<ScimResource[]> {
  return inOrganization(client.organizationId, async (scope) => {
    const found = await withGroups(scope, client, await findScimResources(scope, { ...client, type }, ids));
    const byId = new Map(found.map((resource) => [resource.id, resource]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  });
}

async function getRecord(scope: OrganizationScope, place: ScimPlace, id: string, options: { lock?: boolean } = {}): Promise<ScimRecord> {
  const record = isId(id) ? await findScimResource(scope, place, id, options) : null;
  if (record === null) throw missing(place.type, id);
  return record;
}

const withManager = (type: ScimType, write: ScimWrite): KeptWrite => ({ ...write, manager: (type === "User" && managerOf(write.resource)) || null });
const taken = (name: string): AppError => new AppError("conflict", `Another User has the userName ${name}.`);
