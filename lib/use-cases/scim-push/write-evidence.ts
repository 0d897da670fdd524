import { managerOf, nameOf, toSourceAccount } from "@/lib/connectors/scim-push/transform";
import { AppError } from "@/lib/core/errors";
import type { OrganizationScope } from "@/lib/db/in-organization";
import { writePushedAccounts } from "@/lib/db/scim-accounts";
import { findReports, findScimResources, findUsersByReference, listGroupsOf, type ScimContent, type ScimRecord, type ScimType } from "@/lib/db/scim-resources";
import type { ScimClient } from "@/lib/db/scim-tokens";

export interface ScimGroupRef {
  readonly value: string;
  readonly display: string;
}

/** A resource with what the server adds: the Groups of a User. */
export interface ScimResource extends ScimRecord {
  readonly groups: readonly ScimGroupRef[];
}

/**
 * The Account of a pushed User, and of those who name it as manager where it is called otherwise now; of a Group, the
 * Accounts of whoever came or went. `before` is null for what is new.
 */
export async function writeEvidence(scope: OrganizationScope, client: ScimClient, record: ScimRecord, before: ScimRecord | null): Promise<ScimResource> {
  const [resource] = await withGroups(scope, client, [record]);
  if (resource === undefined) throw missing(record.type, record.id);
  if (record.type === "Group") await writeMembers(scope, client, [...(before ? memberIds(before) : []), ...memberIds(record)]);
  else {
    await writeUsers(scope, client, [resource]);
    if (before === null || identityOf(before) !== identityOf(record)) await writeReports(scope, client, before ? [before, record] : [record]);
  }
  return resource;
}

/** The Account of a removed User, which stays and says so; its reports lose the name of their manager. Of a Group, its members' Accounts. */
export async function writeRemoval(scope: OrganizationScope, client: ScimClient, record: ScimRecord): Promise<void> {
  if (record.type === "Group") return writeMembers(scope, client, memberIds(record));
  await writePushedAccounts(scope, client.integrationId, [toSourceAccount(toRaw({ ...record, groups: [] }), { isRemoved: true })]);
  await writeReports(scope, client, [record]);
}

export async function withGroups(scope: OrganizationScope, { integrationId }: ScimClient, records: readonly ScimRecord[]): Promise<ScimResource[]> {
  const ids = records.flatMap(({ id, type }) => (type === "User" ? [id] : []));
  const groups = Map.groupBy(await listGroupsOf(scope, integrationId, ids), ({ memberId }) => memberId);
  return records.map((record) => ({ ...record, groups: (groups.get(record.id) ?? []).map(({ value, display }) => ({ value, display })) }));
}

// Both hold the rows they read: a person who is deactivated meanwhile must not be written back as it was before.
async function writeMembers(scope: OrganizationScope, client: ScimClient, ids: readonly string[]): Promise<void> {
  const users = await findScimResources(scope, { ...client, type: "User" }, [...new Set(ids)].filter(isId), { lock: true });
  await writeUsers(scope, client, await withGroups(scope, client, users));
}

async function writeReports(scope: OrganizationScope, client: ScimClient, managers: readonly ScimRecord[]): Promise<void> {
  const references = [...new Set(managers.flatMap(({ id, externalId }) => (externalId === null ? [id] : [id, externalId])))];
  const reports = await findReports(scope, { ...client, type: "User" }, references);
  await writeUsers(scope, client, await withGroups(scope, client, reports));
}

async function writeUsers(scope: OrganizationScope, client: ScimClient, users: readonly ScimResource[]): Promise<void> {
  const references = [...new Set(users.flatMap(({ resource }) => managerOf(resource) ?? []))];
  const managers = references.length === 0 ? [] : await findUsersByReference(scope, { ...client, type: "User" }, { ids: references.filter(isId), externalIds: references });
  const accounts = users.map((user) => toSourceAccount(toRaw(user), { managerName: findName(managers, managerOf(user.resource)) }));
  await writePushedAccounts(scope, client.integrationId, accounts);
}

/** An id of ours names one person; an externalId may stand on several, and then names nobody. */
function findName(managers: readonly ScimRecord[], reference: string | undefined): string | undefined {
  if (reference === undefined) return undefined;
  const byId = managers.find(({ id }) => id === reference.toLowerCase());
  const fitting = byId ? [byId] : managers.filter(({ externalId }) => externalId === reference);
  return fitting[0] !== undefined && fitting.length === 1 ? nameOf(fitting[0].resource) : undefined;
}

const identityOf = ({ externalId, resource }: ScimRecord): string => JSON.stringify([externalId, nameOf(resource)]);

const toRaw = ({ id, resource, groups }: Pick<ScimResource, "id" | "resource" | "groups">): ScimContent => ({ ...resource, id, groups });

function memberIds({ resource }: ScimRecord): string[] {
  const { members } = resource;
  if (!Array.isArray(members)) return [];
  return members.flatMap((member: unknown) => (typeof member === "object" && member !== null && "value" in member ? [String(member.value)] : []));
}

export const isId = (id: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);

export const missing = (type: ScimType, id: string): AppError => new AppError("not_found", `${type} ${id.slice(0, 100)} does not exist.`);
