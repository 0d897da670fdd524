import { createHash } from "node:crypto";
import type { QuarantinedRecord, SourceAccount } from "@/lib/core/accounts";
import type { IntegrationId, WalkId } from "@/lib/core/ids";
import type { OrganizationScope } from "@/lib/db/in-organization";

export interface StagedPage {
  readonly walkId: WalkId;
  readonly integrationId: IntegrationId;
  readonly accounts: readonly SourceAccount[];
  readonly quarantined: readonly QuarantinedRecord[];
}

/**
 * Writes one page into staging and answers how many external ids the walk had not seen before. Staging a page again
 * changes nothing; of two records with one id the first counts. Quarantined records with an id count as present.
 */
export async function stagePage(scope: OrganizationScope, page: StagedPage): Promise<{ newIds: number }> {
  const understood = page.accounts.map(toRow);
  const aside = page.quarantined.flatMap(({ externalId }) => (externalId === undefined ? [] : [toAsideRow(externalId)]));
  const newIds = await scope.db.$executeRaw`
    insert into staged_accounts (organization_id, walk_id, external_id, is_understood, kind, status, raw_status, email,
      employee_number, aliases, profile, raw, content_hash)
    select ${scope.organizationId}::uuid, ${page.walkId}::uuid, external_id, is_understood, kind::account_kind,
      status::account_status, raw_status, profile ->> 'email', profile ->> 'employeeNumber', aliases, profile,
      coalesce(raw, 'null'::jsonb), decode(content_hash, 'hex')
    from jsonb_to_recordset(${`[${[...understood, ...aside].join(",")}]`}::jsonb) as record (external_id text,
      is_understood boolean, kind text, status text, raw_status text, aliases text[], profile jsonb, raw jsonb,
      content_hash text)
    on conflict do nothing`;
  await keepAside(scope, page);
  return { newIds };
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

/** One row as JSON text. What is hashed is written once: records are most of the work of a page. */
function toRow({ externalId, kind, status, rawStatus, profile, aliases, raw }: SourceAccount): string {
  const content = JSON.stringify({ kind, status, raw_status: rawStatus, aliases, profile, raw: raw ?? null });
  return withKey(externalId, { is_understood: true, content_hash: hashOf(content) }, content);
}

const NOTHING_KNOWN = JSON.stringify({ kind: "UNKNOWN", status: "UNKNOWN", raw_status: "", aliases: [], profile: {}, raw: null });

/** Present, and nothing else is known: its Account, if there is one, stays as it was. */
const toAsideRow = (externalId: string): string => withKey(externalId, { is_understood: false, content_hash: "" }, NOTHING_KNOWN);

const withKey = (externalId: string, key: object, content: string): string =>
  `${JSON.stringify({ external_id: externalId, ...key }).slice(0, -1)},${content.slice(1)}`;

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");
