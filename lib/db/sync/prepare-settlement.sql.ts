import type { OrganizationScope } from "@/lib/db/in-organization";
import type { Settlement } from "./settlement";

/** Compiles the policy into its priorities, an input of every statement that follows: integration → rank, from 1. */
export async function prepareSettlement({ scope: { db }, policy }: Settlement): Promise<void> {
  await db.$executeRaw`
    create temporary table sync_sources (integration_id uuid primary key, rank int not null, may_create boolean not null,
      may_grant boolean not null) on commit drop`;
  const sources = policy.userSources.flatMap(({ integrationId, role, status, isEnabled }, index) =>
    isEnabled ? [{ integration_id: integrationId, rank: index + 1, may_create: role === "create", may_grant: status === "may-grant" }] : [],
  );
  await db.$executeRaw`
    insert into sync_sources (integration_id, rank, may_create, may_grant)
    select integration_id, rank, may_create, may_grant
    from jsonb_to_recordset(${JSON.stringify(sources)}::jsonb) as source (integration_id uuid, rank int, may_create boolean, may_grant boolean)`;
  await db.$executeRaw`
    create temporary table sync_words (integration_id uuid not null, word text not null, status account_status not null,
      primary key (integration_id, word)) on commit drop`;
  const words = Object.entries(policy.statusMaps).flatMap(([integration_id, map]) =>
    Object.entries(map).map(([word, status]) => ({ integration_id, word: word.toLowerCase(), status })),
  );
  await db.$executeRaw`
    insert into sync_words (integration_id, word, status)
    select distinct on (integration_id, word) integration_id, word, status::account_status
    from jsonb_to_recordset(${JSON.stringify(words)}::jsonb) as entry (integration_id uuid, word text, status text)`;
  await db.$executeRaw`analyze sync_sources, sync_words`;
}

/** Clears away what an earlier settlement in the same transaction left, and gives this one room to sort and hash in memory. */
export async function clearSettlement({ db }: OrganizationScope): Promise<void> {
  await db.$executeRaw`set local work_mem = '64MB'`;
  await db.$executeRaw`
    drop table if exists sync_new, sync_sources, sync_words, sync_unlinked, sync_links, sync_reviews, sync_known, sync_faces, sync_roots, sync_decisions,
      sync_verdicts, sync_touched, sync_winners, sync_overrides, sync_lifted, sync_targets, sync_undo,
      sync_choice, sync_targets_rest, sync_links_rest`;
}
