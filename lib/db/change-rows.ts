import { z } from "zod";
import { CHANGE_KINDS } from "@/lib/core/sync/change-set";
import { Prisma } from "./generated/client";
import { personName } from "./person-name";

const Named = z.object({ id: z.uuid(), name: z.string() });
/** A change as every list shows it; read it with `CHANGE_COLUMNS` and `CHANGE_TABLES`. */
export const ChangeRow = z.object({
  id: z.uuid(),
  kind: z.enum(CHANGE_KINDS),
  field: z.string().nullable(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  access: z.enum(["LOST", "GAINED"]).nullable(),
  reason: z.string(),
  user: Named,
  source: z.object({ integrationId: z.uuid(), name: z.string(), connector: z.string() }).nullable(),
  syncRunId: z.uuid().nullable(),
  actor: Named.nullable(),
  appliedAt: z.date().nullable(),
  undoneAt: z.date().nullable(),
});

/** A User whom a held run only proposes has no row yet and is called by what the proposal says. */
export const CHANGE_COLUMNS = Prisma.sql`
  c.id, c.kind, c.field, c.before, c.after, c.access, c.reason, c.sync_run_id as "syncRunId", c.applied_at as "appliedAt", c.undone_at as "undoneAt",
  jsonb_build_object('id', c.user_id, 'name', case when u.id is not null then ${personName("u")} else coalesce(
    case when c.kind = 'CREATE' then c.after end, '') end) as "user",
  case when i.id is not null then jsonb_build_object('integrationId', i.id, 'name', i.name, 'connector', i.connector) end as source,
  case when actor.id is not null then jsonb_build_object('id', actor.id, 'name', ${personName("actor")}) end as actor`;

export const CHANGE_TABLES = Prisma.sql`
  changes c
  left join users u on u.organization_id = c.organization_id and u.id = c.user_id
  left join integrations i on i.organization_id = c.organization_id and i.id = c.integration_id
  left join users actor on actor.organization_id = c.organization_id and actor.id = c.actor_user_id`;
