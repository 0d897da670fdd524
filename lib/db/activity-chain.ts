import { createHash } from "node:crypto";
import { z } from "zod";
import { OrganizationId } from "@/lib/core/ids";
import { gatewayClient } from "./clients";
import { Prisma } from "./generated/client";
import type { OrganizationScope } from "./in-organization";

/**
 * What a link is made over, beside the link before it: the whole entry as jsonb writes an array. An address, a time in
 * microseconds and every key stand in it; `scripts/verify-audit.mjs` says the same again, so that it trusts nobody.
 */
const SEALED_TEXT = Prisma.sql`jsonb_build_array(e.organization_id, e.id,
  to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.actor_user_id, e.actor_name, e.action, e.target, e.detail)::text`;

/** The link before the first one is bound to the Organization, so that no chain can stand in for another. */
const genesisOf = ({ organizationId }: OrganizationScope): Buffer => createHash("sha256").update(organizationId).digest();

/** Organizations with entries that wait for their link. */
export async function listOrganizationsToSeal({ limit }: { limit: number }): Promise<OrganizationId[]> {
  const rows = await gatewayClient().$queryRaw<{ id: string }[]>`
    select distinct organization_id as id from activity_unsealed order by id limit ${limit}`;
  return rows.map(({ id }) => OrganizationId.parse(id));
}

const Waiting = z.array(z.object({ id: z.uuid(), text: z.string() }));
const Head = z.array(z.object({ place: z.number(), hash: z.instanceof(Uint8Array) }));

/**
 * Links up to `limit` waiting entries, the oldest first by the time in their ids, to the end of the chain. Answers how many; none while another
 * process is at it. One at a time in an Organization, in the caller's transaction.
 */
export async function sealEntries(scope: OrganizationScope, { limit }: { limit: number }): Promise<number> {
  const { db, organizationId } = scope;
  const [lock] = await db.$queryRaw<{ isOurs: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtextextended('seal ' || ${organizationId}, 0)) as "isOurs"`;
  if (lock?.isOurs !== true) return 0;
  const entries = Waiting.parse(
    await db.$queryRaw`
      select e.id, ${SEALED_TEXT} as text
      from (
        select organization_id, entry_id from activity_unsealed
        where organization_id = ${organizationId}::uuid order by entry_id limit ${limit}) waiting
      join activity_entries e on e.organization_id = waiting.organization_id and e.id = waiting.entry_id
      order by e.id`,
  );
  if (entries.length === 0) return 0;
  const [head] = Head.parse(
    await db.$queryRaw`
      select place::float8 as place, hash from activity_links
      where organization_id = ${organizationId}::uuid order by activity_links.place desc limit 1`,
  );
  let before: Uint8Array = head?.hash ?? genesisOf(scope);
  const links = entries.map(({ id, text }, index) => {
    const hash = createHash("sha256").update(before).update(text).digest();
    before = hash;
    return { place: (head?.place ?? 0) + index + 1, entry_id: id, hash: hash.toString("hex") };
  });
  await writeLinks(scope, links);
  return links.length;
}

async function writeLinks({ db, organizationId }: OrganizationScope, links: readonly object[]): Promise<void> {
  const json = JSON.stringify(links);
  await db.$executeRaw`
    insert into activity_links (organization_id, place, entry_id, hash)
    select ${organizationId}::uuid, link.place, link.entry_id, decode(link.hash, 'hex')
    from jsonb_to_recordset(${json}::jsonb) as link (place bigint, entry_id uuid, hash text)`;
  await db.$executeRaw`
    delete from activity_unsealed
    using jsonb_to_recordset(${json}::jsonb) as link (entry_id uuid)
    where activity_unsealed.organization_id = ${organizationId}::uuid and activity_unsealed.entry_id = link.entry_id`;
}

const Broken = z.array(
  z.object({ place: z.number(), entryId: z.uuid().nullable(), at: z.date().nullable(), because: z.enum(["altered", "deleted", "link-missing"]) }),
);

/** The first place where the chain does not fit: an entry that was altered or deleted, or a link that is gone. */
export async function findBrokenLink(scope: OrganizationScope): Promise<z.output<typeof Broken>[number] | null> {
  const rows = await scope.db.$queryRaw<unknown[]>`
    with chain as (
      select l.place, l.entry_id, l.hash, lag(l.place, 1, 0::bigint) over (order by l.place) as place_before,
        lag(l.hash, 1, ${genesisOf(scope)}::bytea) over (order by l.place) as hash_before
      from activity_links l where l.organization_id = ${scope.organizationId}::uuid)
    select chain.place::float8 as place, chain.entry_id as "entryId", e.at,
      case when chain.place <> chain.place_before + 1 then 'link-missing' when e.id is null then 'deleted' else 'altered' end as because
    from chain
    left join activity_entries e on e.organization_id = ${scope.organizationId}::uuid and e.id = chain.entry_id
    where chain.place <> chain.place_before + 1 or e.id is null
      or chain.hash <> sha256(chain.hash_before || convert_to(${SEALED_TEXT}, 'UTF8'))
    order by chain.place
    limit 1`;
  return z.array(Broken.element).parse(rows)[0] ?? null;
}

const State = z.tuple([z.object({ entries: z.number(), waiting: z.number(), lost: z.number() })]);
const NewestLink = z.array(z.object({ place: z.number(), hash: z.string(), at: z.date() }));

/** How long the chain is and how it ends; `lost` entries have no link and wait for none: somebody took it away. */
export async function readChain(scope: OrganizationScope) {
  const { db, organizationId } = scope;
  const [counts] = State.parse(
    await db.$queryRaw`
      select (select count(*)::int from activity_links where organization_id = ${organizationId}::uuid) as entries,
        (select count(*)::int from activity_unsealed where organization_id = ${organizationId}::uuid) as waiting,
        (select count(*)::int from activity_entries e where e.organization_id = ${organizationId}::uuid
          and not exists (select from activity_links l where l.organization_id = e.organization_id and l.entry_id = e.id)
          and not exists (select from activity_unsealed w where w.organization_id = e.organization_id and w.entry_id = e.id)) as lost`,
  );
  const [head] = NewestLink.parse(
    await db.$queryRaw`
      select place::float8 as place, encode(hash, 'hex') as hash, linked_at as at from activity_links
      where organization_id = ${organizationId}::uuid order by activity_links.place desc limit 1`,
  );
  return { ...counts, head: head ?? null };
}
