import { z } from "zod";
import type { ExceededLimit } from "@/lib/core/sync/limits";
import type { Settlement } from "./settlement";

const Rows = z.array(z.object({ name: z.string() }));
const Counted = z.tuple([z.object({ changes: z.number() })]);

/** The change set of an Integration that was put on hold by an undo waits for a person, so that the next sync does not redo it. */
export async function findUndoneSources({ scope: { db, organizationId } }: Settlement, integrationIds: readonly string[]): Promise<ExceededLimit[]> {
  const held = Rows.parse(
    await db.$queryRaw`
      select name from integrations
      where organization_id = ${organizationId}::uuid and id = any (${[...integrationIds]}::uuid[]) and held_since is not null order by name`,
  );
  if (held.length === 0) return [];
  const [{ changes }] = Counted.parse(
    await db.$queryRaw`select ((select count(*) from sync_targets) + (select count(*) from sync_links where not is_new))::int as changes`,
  );
  if (changes === 0) return [];
  const names = held.map(({ name }) => name).join(", ");
  return [{ limit: "undone", allowed: 0, found: changes, message: `An earlier sync of ${names} was undone, so what it reads now waits for you. Release the hold to sync as usual again.` }];
}
