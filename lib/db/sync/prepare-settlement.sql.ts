import type { Settlement } from "./settlement";

/** Compiles the policy into its priorities, an input of every statement that follows: integration → rank, from 1. */
export async function prepareSettlement({ scope: { db }, sourceIds }: Settlement): Promise<void> {
  await db.$executeRaw`
    create temporary table sync_sources (integration_id uuid primary key, rank int not null) on commit drop`;
  await db.$executeRaw`
    insert into sync_sources (integration_id, rank)
    select id::uuid, rank from unnest(${[...sourceIds]}::text[]) with ordinality as source (id, rank)`;
  await db.$executeRaw`analyze sync_sources`;
}
