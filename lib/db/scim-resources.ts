import { z } from "zod";
import { type IntegrationId } from "@/lib/core/ids";
import { Prisma } from "./generated/client";
import type { OrganizationScope } from "./in-organization";

export type ScimType = "User" | "Group";

/** A resource as its client keeps it, without id and meta. */
export type ScimContent = Readonly<Record<string, unknown>>;

const Row = z.object({
  id: z.uuid(),
  type: z.enum(["User", "Group"]),
  externalId: z.string().nullable(),
  resource: z.record(z.string(), z.unknown()),
  version: z.number(),
  createdAt: z.date(),
  changedAt: z.date(),
});
export type ScimRecord = Readonly<z.output<typeof Row>>;

export interface ScimPlace {
  readonly integrationId: IntegrationId;
  readonly type: ScimType;
}

/** Keys by which a client looks for what it has pushed; found by index, whatever the size of the Integration. */
export interface ScimKey {
  readonly id?: string;
  /** Compared without case. */
  readonly name?: string;
  readonly externalId?: string;
}

const columns = Prisma.sql`id, type, external_id as "externalId", resource, version, created_at as "createdAt", changed_at as "changedAt"`;

const within = ({ organizationId }: OrganizationScope, { integrationId, type }: ScimPlace): Prisma.Sql =>
  Prisma.sql`organization_id = ${organizationId}::uuid and integration_id = ${integrationId}::uuid and type = ${type}`;

const matching = ({ id, name, externalId }: ScimKey): Prisma.Sql => Prisma.sql`
  ${id === undefined ? Prisma.empty : Prisma.sql`and id = ${id}::uuid`}
  ${name === undefined ? Prisma.empty : Prisma.sql`and name = ${toName(name)}`}
  ${externalId === undefined ? Prisma.empty : Prisma.sql`and external_id = ${externalId}`}`;

/** As names are compared. */
const toName = (name: string): string => name.toLowerCase();

/** One resource; with `lock` it is held until the transaction ends. */
export async function findScimResource(scope: OrganizationScope, place: ScimPlace, id: string, { lock = false } = {}): Promise<ScimRecord | null> {
  const rows = await scope.db.$queryRaw<unknown[]>`
    select ${columns} from scim_resources where ${within(scope, place)} and id = ${id}::uuid ${lock ? Prisma.sql`for no key update` : Prisma.empty}`;
  return rows[0] === undefined ? null : Row.parse(rows[0]);
}

/** Oldest first; `total` counts all that fit. */
export async function listScimResources(
  scope: OrganizationScope,
  place: ScimPlace,
  { key = {}, offset, limit }: { key?: ScimKey; offset: number; limit: number },
): Promise<{ total: number; records: ScimRecord[] }> {
  const where = Prisma.sql`${within(scope, place)} ${matching(key)}`;
  const [counted] = await scope.db.$queryRaw<{ total: number }[]>`select count(*)::int as total from scim_resources where ${where}`;
  if (limit === 0) return { total: counted?.total ?? 0, records: [] };
  const rows = await scope.db.$queryRaw<unknown[]>`
    select ${columns} from scim_resources where ${where} order by id limit ${limit} offset ${offset}`;
  return { total: counted?.total ?? 0, records: z.array(Row).parse(rows) };
}

/** The next resources after an id, oldest first, to look at all of them without holding all of them. */
export async function listScimResourcesAfter(scope: OrganizationScope, place: ScimPlace, after: string | null, limit: number): Promise<ScimRecord[]> {
  const rows = await scope.db.$queryRaw<unknown[]>`
    select ${columns} from scim_resources
    where ${within(scope, place)} ${after === null ? Prisma.empty : Prisma.sql`and id > ${after}::uuid`} order by id limit ${limit}`;
  return z.array(Row).parse(rows);
}

/** These resources, in the order of their ids; with `lock` they are held until the transaction ends. */
export async function findScimResources(scope: OrganizationScope, place: ScimPlace, ids: readonly string[], { lock = false } = {}): Promise<ScimRecord[]> {
  const rows = await scope.db.$queryRaw<unknown[]>`
    select ${columns} from scim_resources where ${within(scope, place)} and id = any (${[...ids]}::uuid[])
    order by id ${lock ? Prisma.sql`for no key update` : Prisma.empty}`;
  return z.array(Row).parse(rows);
}

/** Those whom references mean, which are ids of ours or of the client's. */
export async function findUsersByReference(scope: OrganizationScope, place: ScimPlace, { ids, externalIds }: { ids: readonly string[]; externalIds: readonly string[] }): Promise<ScimRecord[]> {
  const rows = await scope.db.$queryRaw<unknown[]>`
    select ${columns} from scim_resources
    where ${within(scope, place)} and (id = any (${[...ids]}::uuid[]) or external_id = any (${[...externalIds]}::text[]))`;
  return z.array(Row).parse(rows);
}

/** Those who name one of these references as their manager, held until the transaction ends. */
export async function findReports(scope: OrganizationScope, place: ScimPlace, references: readonly string[]): Promise<ScimRecord[]> {
  const rows = await scope.db.$queryRaw<unknown[]>`
    select ${columns} from scim_resources where ${within(scope, place)} and manager = any (${[...references]}::text[])
    order by id for no key update`;
  return z.array(Row).parse(rows);
}

export interface ScimWrite {
  readonly name: string;
  readonly externalId: string | null;
  /** As the client refers to them: an id of ours or of its own. */
  readonly manager: string | null;
  readonly resource: ScimContent;
}

/** Null where another User has the name already. */
export async function insertScimResource(scope: OrganizationScope, place: ScimPlace, write: ScimWrite): Promise<ScimRecord | null> {
  const rows = await scope.db.$queryRaw<unknown[]>`
    insert into scim_resources (organization_id, integration_id, type, name, external_id, manager, resource)
    values (${scope.organizationId}::uuid, ${place.integrationId}::uuid, ${place.type}, ${toName(write.name)}, ${write.externalId}, ${write.manager}, ${JSON.stringify(write.resource)}::jsonb)
    on conflict do nothing returning ${columns}`;
  return rows[0] === undefined ? null : Row.parse(rows[0]);
}

/** Writes the next version. Null where another User has the name already; the caller holds the row. */
export async function updateScimResource(scope: OrganizationScope, place: ScimPlace, id: string, write: ScimWrite): Promise<ScimRecord | null> {
  // Looked up first: a violated index would end the whole transaction, which a bulk request goes on with.
  const rows = await scope.db.$queryRaw<unknown[]>`
    update scim_resources set name = ${toName(write.name)}, external_id = ${write.externalId}, manager = ${write.manager}, resource = ${JSON.stringify(write.resource)}::jsonb,
      version = version + 1, changed_at = clock_timestamp()
    where ${within(scope, place)} and id = ${id}::uuid and not exists (
      select from scim_resources other
      where other.organization_id = ${scope.organizationId}::uuid and other.integration_id = ${place.integrationId}::uuid
        and other.type = 'User' and ${place.type} = 'User' and other.name = ${toName(write.name)} and other.id <> ${id}::uuid)
    returning ${columns}`;
  return rows[0] === undefined ? null : Row.parse(rows[0]);
}

export async function deleteScimResource(scope: OrganizationScope, place: ScimPlace, id: string): Promise<void> {
  await scope.db.$executeRaw`delete from scim_resources where ${within(scope, place)} and id = ${id}::uuid`;
}

/** Takes a deleted resource out of every Group that has it as a member, each with a new version. */
export async function leaveGroups(scope: OrganizationScope, integrationId: IntegrationId, memberId: string): Promise<void> {
  await scope.db.$executeRaw`
    update scim_resources set version = version + 1, changed_at = clock_timestamp(), resource = jsonb_set(resource, '{members}', coalesce(
      (select jsonb_agg(member order by place) from jsonb_array_elements(resource -> 'members') with ordinality as each (member, place)
        where member ->> 'value' is distinct from ${memberId}), '[]'))
    where ${within(scope, { integrationId, type: "Group" })} and resource -> 'members' @> ${JSON.stringify([{ value: memberId }])}::jsonb`;
}

export interface GroupOfMember {
  readonly memberId: string;
  readonly value: string;
  readonly display: string;
}

/** The Groups that have these members, by name. */
export async function listGroupsOf(scope: OrganizationScope, integrationId: IntegrationId, memberIds: readonly string[]): Promise<GroupOfMember[]> {
  if (memberIds.length === 0) return [];
  return scope.db.$queryRaw<GroupOfMember[]>`
    select member.id as "memberId", team.id::text as value, team.resource ->> 'displayName' as display
    from unnest(${[...memberIds]}::text[]) member (id)
    join scim_resources team on team.organization_id = ${scope.organizationId}::uuid and team.integration_id = ${integrationId}::uuid
      and team.type = 'Group' and team.resource -> 'members' @> jsonb_build_array(jsonb_build_object('value', member.id))
    order by team.name, team.id`;
}
