import { hash as digest } from "node:crypto";
import { z } from "zod";
import type { QuarantinedRecord, SourceAccount } from "@/lib/core/accounts";
import type { IntegrationId, WalkId } from "@/lib/core/ids";
import type { OrganizationScope } from "@/lib/db/in-organization";

export interface StagedPage {
  readonly walkId: WalkId;
  readonly integrationId: IntegrationId;
  readonly accounts: readonly SourceAccount[];
  readonly quarantined: readonly QuarantinedRecord[];
}

export interface StagedCount {
  /** External ids that the walk had not seen before. */
  readonly newIds: number;
  /** Accounts on the page whose stored content is the very same. */
  readonly known: number;
}

/**
 * Writes one page into staging. Staging a page again changes nothing; of two records with one id the first counts.
 * Quarantined records with an id count as present. With `asksFirst` a record that the stored Account equals is staged as
 * its id and hash alone, since sending bodies is most of the work of a page; `countOutdated` tells at the walk's end
 * whether one of these Accounts has changed meanwhile.
 */
export async function stagePage(scope: OrganizationScope, page: StagedPage, { asksFirst = false } = {}): Promise<StagedCount> {
  const understood = firstOfEach(page.accounts);
  const known = asksFirst ? await stageKnown(scope, page, understood) : { ids: new Set<string>(), newIds: 0 };
  const bodies = understood.flatMap(({ externalId, hash, content }) =>
    known.ids.has(externalId) ? [] : [withKey(externalId, { is_understood: true, content_hash: hash }, content)],
  );
  const aside = page.quarantined.flatMap(({ externalId }) => (externalId === undefined ? [] : [toAsideRow(externalId)]));
  const newIds = await stageBodies(scope, page.walkId, [...bodies, ...aside]);
  await keepAside(scope, page);
  return { newIds: known.newIds + newIds, known: known.ids.size };
}

const Known = z.tuple([z.object({ ids: z.array(z.string()), new_ids: z.number() })]);

async function stageKnown(scope: OrganizationScope, { walkId, integrationId }: StagedPage, records: readonly Hashed[]): Promise<{ ids: Set<string>; newIds: number }> {
  const page = JSON.stringify(Object.fromEntries(records.map(({ externalId, hash }) => [externalId, hash])));
  // One index look-up for each record, whatever statistics say: never a scan of every Account for a page.
  const [{ ids, new_ids: newIds }] = Known.parse(
    await scope.db.$queryRaw`
      with page as materialized (select key as external_id, decode(value, 'hex') as content_hash from jsonb_each_text(${page}::jsonb)),
      known as materialized (
        select external_id, content_hash from page
        where content_hash = (
          select account.content_hash from accounts account
          where account.organization_id = ${scope.organizationId}::uuid and account.integration_id = ${integrationId}::uuid
            and account.external_id = page.external_id)),
      staged as (
        insert into staged_accounts (organization_id, walk_id, external_id, is_understood, kind, status, raw_status, aliases, profile, raw, content_hash)
        select ${scope.organizationId}::uuid, ${walkId}::uuid, external_id, false, 'UNKNOWN', 'UNKNOWN', '', '{}', '{}', 'null', content_hash from known
        on conflict do nothing returning 1)
      select coalesce((select array_agg(external_id) from known), '{}') as ids, (select count(*)::int from staged) as new_ids`,
  );
  return { ids: new Set(ids), newIds };
}

async function stageBodies(scope: OrganizationScope, walkId: WalkId, rows: readonly string[]): Promise<number> {
  if (rows.length === 0) return 0;
  return scope.db.$executeRaw`
    insert into staged_accounts (organization_id, walk_id, external_id, is_understood, kind, status, raw_status, email,
      employee_number, aliases, profile, raw, content_hash)
    select ${scope.organizationId}::uuid, ${walkId}::uuid, external_id, is_understood, kind::account_kind,
      status::account_status, raw_status, profile ->> 'email', profile ->> 'employeeNumber', aliases, profile,
      coalesce(raw, 'null'::jsonb), decode(content_hash, 'hex')
    from jsonb_to_recordset(${`[${rows.join(",")}]`}::jsonb) as record (external_id text,
      is_understood boolean, kind text, status text, raw_status text, aliases text[], profile jsonb, raw jsonb,
      content_hash text)
    on conflict do nothing`;
}

/**
 * How many records of the walk were staged as known whose Account is no longer what it was then: the walk must be read
 * again. Accounts are only written by runs, so without another one over the integration since the walk began nothing is
 * compared; the end of one is written by the clock of its worker, which may be behind.
 */
export async function countOutdated(scope: OrganizationScope, walkId: WalkId): Promise<number> {
  const { db, organizationId } = scope;
  const [other] = await db.$queryRaw<{ integrationId: string }[]>`
    select self.integration_id as "integrationId"
    from walks self
    join walks other on other.organization_id = self.organization_id and other.integration_id = self.integration_id and other.id <> self.id
    join sync_runs run on run.organization_id = other.organization_id and run.id = other.sync_run_id
    where self.organization_id = ${organizationId}::uuid and self.id = ${walkId}::uuid
      and (run.finished_at is null or run.finished_at >= self.started_at - interval '1 minute')
    limit 1`;
  if (other === undefined) return 0;
  // Statistics know nothing yet of what was staged a moment ago.
  await db.$executeRaw`set local enable_nestloop = off`;
  const [row] = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count
    from staged_accounts staged
    left join accounts account on account.organization_id = ${organizationId}::uuid and account.integration_id = ${other.integrationId}::uuid
      and account.external_id = staged.external_id
    where staged.organization_id = ${organizationId}::uuid and staged.walk_id = ${walkId}::uuid
      and not staged.is_understood and staged.content_hash <> '' and account.content_hash is distinct from staged.content_hash`;
  await db.$executeRaw`set local enable_nestloop = on`;
  return row?.count ?? 0;
}

/** The newest word about a record counts, and staging a page again must not list it twice. */
async function keepAside(scope: OrganizationScope, { walkId, integrationId, quarantined }: StagedPage): Promise<void> {
  if (quarantined.length === 0) return;
  const rows = quarantined.map(({ externalId, reason, raw }) => ({ external_id: externalId ?? null, reason, raw: raw ?? null }));
  await scope.db.$executeRaw`
    insert into quarantined_records (organization_id, walk_id, integration_id, external_id, reason, raw)
    select ${scope.organizationId}::uuid, ${walkId}::uuid, ${integrationId}::uuid, record.external_id, record.reason,
      coalesce(record.raw, 'null'::jsonb)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as record (external_id text, reason text, raw jsonb)
    where not exists (
      select from quarantined_records known
      where known.organization_id = ${scope.organizationId}::uuid and known.walk_id = ${walkId}::uuid
        and known.external_id is not distinct from record.external_id and known.reason = record.reason
        and known.raw = coalesce(record.raw, 'null'::jsonb))`;
}

interface Hashed {
  readonly externalId: string;
  readonly hash: string;
  /** As JSON text. What is hashed is written once: records are most of the work of a page. */
  readonly content: string;
}

function firstOfEach(accounts: readonly SourceAccount[]): Hashed[] {
  const first = new Map<string, Hashed>();
  for (const account of accounts) if (!first.has(account.externalId)) first.set(account.externalId, toHashed(account));
  return [...first.values()];
}

function toHashed({ externalId, kind, status, rawStatus, profile, aliases, raw }: SourceAccount): Hashed {
  const content = JSON.stringify({ kind, status, raw_status: rawStatus, aliases, profile, raw: raw ?? null });
  return { externalId, hash: digest("sha256", content, "hex"), content };
}

const NOTHING_KNOWN = JSON.stringify({ kind: "UNKNOWN", status: "UNKNOWN", raw_status: "", aliases: [], profile: {}, raw: null });

/** Present, and nothing else is known: its Account, if there is one, stays as it was. */
const toAsideRow = (externalId: string): string => withKey(externalId, { is_understood: false, content_hash: "" }, NOTHING_KNOWN);

const withKey = (externalId: string, key: object, content: string): string =>
  `${JSON.stringify({ external_id: externalId, ...key }).slice(0, -1)},${content.slice(1)}`;
