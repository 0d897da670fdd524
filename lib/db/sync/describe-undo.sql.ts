import { z } from "zod";
import { CHANGE_KINDS } from "@/lib/core/sync/change-set";
import { UNDO_CONFLICTS } from "@/lib/core/sync/undo";
import { personName } from "@/lib/db/person-name";
import type { Settlement } from "./settlement";
import { countChanges, differences } from "./write-change-set.sql";

const LISTED_MAX = 200;

/** Which of the changes to list, and how many of them after the first `offset`; what is left out does not matter. */
export interface UndoPage {
  readonly limit: number;
  readonly offset: number;
  readonly kind?: (typeof CHANGE_KINDS)[number] | undefined;
  readonly field?: string | undefined;
  readonly access?: "LOST" | "GAINED" | undefined;
}

const Named = z.object({ id: z.string(), name: z.string() });
const Change = z.object({
  kind: z.enum(CHANGE_KINDS),
  user: Named,
  field: z.string().nullable(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  access: z.enum(["LOST", "GAINED"]).nullable(),
});
const Conflict = Change.omit({ before: true, access: true }).extend({ current: z.string().nullable(), because: z.enum(UNDO_CONFLICTS) });
const LockedOut = Named.extend({ isAdmin: z.boolean() });
const Planned = z.tuple([z.object({ fields: z.number(), unlinked: z.number(), retired: z.number(), conflicts: z.number() })]);

export interface UndoDescription {
  readonly counts: {
    readonly usersChanged: number;
    readonly fields: number;
    readonly statuses: number;
    readonly unlinked: number;
    readonly linked: number;
    readonly retired: number;
    readonly accessLost: number;
    readonly accessGained: number;
    readonly conflicts: number;
  };
  /** Of what would go back, those that take access first; at most 200 where no page is asked for. */
  readonly changes: z.output<typeof Change>[];
  /** What would stay as it is, and why; at most 200. */
  readonly conflicts: z.output<typeof Conflict>[];
  /** Who would lose sign-in, Admins first; at most 200. */
  readonly lockedOut: z.output<typeof LockedOut>[];
}

/** Reads what `planUndo` planned. */
export async function describeUndo(settlement: Settlement, page: UndoPage = { limit: LISTED_MAX, offset: 0 }): Promise<UndoDescription> {
  const { usersChanged, statusChanged, accessLost, accessGained, linked } = await countChanges(settlement);
  const [{ fields, ...planned }] = Planned.parse(
    await settlement.scope.db.$queryRaw`
      select (select count(*)::int from ${differences(settlement)} difference where kind = 'FIELD') as fields,
        (count(*) filter (where kind in ('CREATE', 'LINK') and conflict is null and current is not null))::int as unlinked,
        (count(*) filter (where kind = 'CREATE' and conflict is null))::int as retired,
        (count(*) filter (where conflict is not null))::int as conflicts
      from sync_undo`,
  );
  return {
    counts: { usersChanged, fields, statuses: statusChanged, linked, accessLost, accessGained, ...planned },
    changes: await listChanges(settlement, page),
    conflicts: await listConflicts(settlement),
    lockedOut: await listLockedOut(settlement),
  };
}

async function listChanges(settlement: Settlement, { limit, offset, kind, field, access }: UndoPage): Promise<UndoDescription["changes"]> {
  const { db, organizationId } = settlement.scope;
  return z.array(Change).parse(
    await db.$queryRaw`
      select change.kind, jsonb_build_object('id', u.id, 'name', ${personName("u")}) as "user", change.field, change.before, change.after, change.access
      from (
        select user_id, kind, field, before, after, access from ${differences(settlement)} difference
        union all
        select sync_undo.user_id, 'UNLINK', null, account.link_rule, null, null
        from sync_undo join accounts account on account.organization_id = ${organizationId}::uuid and account.id = sync_undo.account_id
        where sync_undo.kind in ('CREATE', 'LINK') and conflict is null and current is not null) change
      join users u on u.organization_id = ${organizationId}::uuid and u.id = change.user_id
      where (${kind ?? null}::text is null or change.kind = ${kind ?? null})
        and (${field ?? null}::text is null or change.field = ${field ?? null})
        and (${access ?? null}::text is null or change.access = ${access ?? null})
      order by change.access = 'LOST' desc nulls last, change.kind = 'STATUS' desc, u.sort_name, u.id, change.kind, change.field, change.before
      limit ${limit} offset ${offset}`,
  );
}

async function listConflicts({ scope: { db, organizationId } }: Settlement): Promise<UndoDescription["conflicts"]> {
  return z.array(Conflict).parse(
    await db.$queryRaw`
      select change.kind, jsonb_build_object('id', u.id, 'name', ${personName("u")}) as "user", change.field, change.after,
        case when change.kind in ('FIELD', 'STATUS') then change.current end as current, change.conflict as because
      from sync_undo change join users u on u.organization_id = ${organizationId}::uuid and u.id = change.user_id
      where change.conflict is not null
      order by u.sort_name, u.id, change.kind, change.field
      limit ${LISTED_MAX}`,
  );
}

async function listLockedOut({ scope: { db, organizationId } }: Settlement): Promise<UndoDescription["lockedOut"]> {
  return z.array(LockedOut).parse(
    await db.$queryRaw`
      select u.id, ${personName("u")} as name, u.role = 'ADMIN' as "isAdmin"
      from sync_targets target join users u on u.organization_id = ${organizationId}::uuid and u.id = target.user_id
      where target.access = 'LOST' order by u.role = 'ADMIN' desc, u.sort_name, u.id limit ${LISTED_MAX}`,
  );
}
