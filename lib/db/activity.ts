import { z } from "zod";
import type { PersonActor, SystemActor } from "@/lib/core/access/actor";
import { decodeCursor, encodeCursor, invalidCursor } from "@/lib/core/cursor";
import { Prisma } from "./generated/client";
import type { OrganizationScope } from "./in-organization";
import { toPattern } from "./person-name";

export interface ActivityTarget {
  readonly type: string;
  readonly id: string;
  readonly name: string;
}

/** Every Actor is one; so is a person who has no session yet, such as whoever uses a sign-in link. */
export type ActivityActor = Pick<PersonActor, "kind" | "userId" | "name"> | Pick<SystemActor, "kind" | "name">;

/** Writes who did what into the caller's transaction, so that neither is ever there without the other. */
export async function recordActivity(
  scope: OrganizationScope,
  entry: {
    readonly actor: ActivityActor;
    /** noun.verb, such as `source_of_truth.saved` */
    readonly action: string;
    readonly target: ActivityTarget;
    /** Never a secret. */
    readonly detail?: Prisma.InputJsonObject;
  },
): Promise<void> {
  await scope.db.activityEntry.create({
    data: {
      organizationId: scope.organizationId,
      actorUserId: entry.actor.kind === "person" ? entry.actor.userId : null,
      actorName: entry.actor.name,
      action: entry.action,
      target: { ...entry.target },
      detail: entry.detail ?? {},
    },
  });
}

export interface ActivityView {
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly target: ActivityTarget;
  readonly detail: Record<string, unknown>;
}

const Row = z.object({
  id: z.uuid(),
  at: z.date(),
  /** With microseconds, which a Date would lose. */
  atKey: z.string(),
  actor: z.string(),
  action: z.string(),
  target: z.object({ type: z.string(), id: z.string(), name: z.string() }),
  detail: z.record(z.string(), z.unknown()),
});

export interface ActivityFilters {
  readonly action?: string | undefined;
  /** Part of the name of whoever did it. */
  readonly actor?: string | undefined;
  /** Id of what it was done to. */
  readonly target?: string | undefined;
  readonly from?: Date | undefined;
  /** Exclusive. */
  readonly to?: Date | undefined;
  /** Part of an action, of a name or of a detail; stands for itself. */
  readonly query?: string | undefined;
}

const AT_KEY = Prisma.sql`to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** Newest first; entries written while somebody pages neither repeat nor hide older ones. */
export async function listActivity(
  scope: OrganizationScope,
  query: ActivityFilters & { limit: number; cursor?: string | undefined },
): Promise<{ items: ActivityView[]; nextCursor: string | null }> {
  const after = query.cursor === undefined ? undefined : positionOf(query.cursor);
  const found = await scope.db.$queryRaw<unknown[]>`
    select e.id, e.at, ${AT_KEY} as "atKey", e.actor_name as actor, e.action, e.target, e.detail
    from activity_entries e
    where e.organization_id = ${scope.organizationId}::uuid ${conditions(query)}
      ${after === undefined ? Prisma.empty : Prisma.sql`and (e.at, e.id) < (${after.at}::timestamptz, ${after.id}::uuid)`}
    order by e.at desc, e.id desc
    limit ${query.limit + 1}`;
  const rows = z.array(Row).parse(found);
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items: items.map(({ atKey: _, ...entry }) => entry),
    nextCursor: rows.length > query.limit && last ? encodeCursor([last.atKey, last.id]) : null,
  };
}

const ExportRow = Row.extend({ actorId: z.uuid().nullable(), place: z.number().nullable(), hash: z.string().nullable() });
export type ActivityExportRow = Omit<z.output<typeof ExportRow>, "at">;

/** Oldest first, with each entry's link where it has one already; `after` is the last row of the page before. */
export async function listActivityToExport(
  scope: OrganizationScope,
  query: ActivityFilters & { limit: number; after?: { readonly atKey: string; readonly id: string } | undefined },
): Promise<ActivityExportRow[]> {
  const { after } = query;
  const found = await scope.db.$queryRaw<unknown[]>`
    select e.id, e.at, ${AT_KEY} as "atKey", e.actor_name as actor, e.actor_user_id as "actorId", e.action, e.target, e.detail,
      l.place::float8 as place, encode(l.hash, 'hex') as hash
    from activity_entries e
    left join activity_links l on l.organization_id = e.organization_id and l.entry_id = e.id
    where e.organization_id = ${scope.organizationId}::uuid ${conditions(query)}
      ${after === undefined ? Prisma.empty : Prisma.sql`and (e.at, e.id) > (${after.atKey}::timestamptz, ${after.id}::uuid)`}
    order by e.at, e.id
    limit ${query.limit}`;
  return z.array(ExportRow).parse(found).map(({ at: _, ...row }) => row);
}

function conditions({ action, actor, target, from, to, query }: ActivityFilters): Prisma.Sql {
  const [actorPattern, pattern] = [toPattern(actor), toPattern(query)];
  const all = [
    action === undefined ? undefined : Prisma.sql`e.action = ${action}`,
    actorPattern === undefined ? undefined : Prisma.sql`lower(e.actor_name) like ${actorPattern}`,
    target === undefined ? undefined : Prisma.sql`e.target ->> 'id' = ${target}`,
    from === undefined ? undefined : Prisma.sql`e.at >= ${from}`,
    to === undefined ? undefined : Prisma.sql`e.at < ${to}`,
    pattern === undefined
      ? undefined
      : Prisma.sql`lower(concat_ws(' ', e.actor_name, e.action, e.target ->> 'name', e.detail::text)) like ${pattern}`,
  ].filter((condition) => condition !== undefined);
  return all.length === 0 ? Prisma.empty : Prisma.sql`and ${Prisma.join(all, " and ")}`;
}

const Position = z.object({ at: z.iso.datetime(), id: z.uuid() });

function positionOf(cursor: string): z.output<typeof Position> {
  const [at, id] = decodeCursor(cursor, 2);
  const position = Position.safeParse({ at, id });
  if (!position.success) throw invalidCursor();
  return position.data;
}
