import { z } from "zod";
import type { PersonActor, SystemActor } from "@/lib/core/access/actor";
import { decodeCursor, encodeCursor, invalidCursor } from "@/lib/core/cursor";
import { Prisma } from "./generated/client";
import type { OrganizationScope } from "./in-organization";

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

/** Newest first; entries written while somebody pages neither repeat nor hide older ones. */
export async function listActivity(
  scope: OrganizationScope,
  query: { limit: number; cursor?: string | undefined; action?: string | undefined },
): Promise<{ items: ActivityView[]; nextCursor: string | null }> {
  const after = query.cursor === undefined ? undefined : positionOf(query.cursor);
  const found = await scope.db.$queryRaw<unknown[]>`
    select id, at, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "atKey",
           actor_name as actor, action, target, detail
    from activity_entries
    where organization_id = ${scope.organizationId}::uuid
      ${query.action === undefined ? Prisma.empty : Prisma.sql`and action = ${query.action}`}
      ${after === undefined ? Prisma.empty : Prisma.sql`and (at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`}
    order by at desc, id desc
    limit ${query.limit + 1}`;
  const rows = z.array(Row).parse(found);
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items: items.map(({ atKey: _, ...entry }) => entry),
    nextCursor: rows.length > query.limit && last ? encodeCursor([last.atKey, last.id]) : null,
  };
}

const Position = z.object({ at: z.iso.datetime(), id: z.uuid() });

function positionOf(cursor: string): z.output<typeof Position> {
  const [at, id] = decodeCursor(cursor, 2);
  const position = Position.safeParse({ at, id });
  if (!position.success) throw invalidCursor();
  return position.data;
}
