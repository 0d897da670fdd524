import { z } from "zod";
import { decodeCursor, encodeCursor, invalidCursor } from "@/lib/core/cursor";
import { AppError } from "@/lib/core/errors";
import { OverrideId, UserId } from "@/lib/core/ids";
import { listOverridesInForce, listOverridesOfUser, type OverrideRecord } from "@/lib/db/overrides";
import { listSayingsUnderOverrides } from "@/lib/db/sync/what-sources-say";
import { findUser } from "@/lib/db/users";
import { useCase } from "@/lib/use-cases/use-case";

const Page = { limit: z.number().int().min(1).max(200), cursor: z.string().optional() };

export interface OverrideInList extends OverrideRecord {
  /** What the sources say of the field now; null where none of them has an opinion. */
  readonly sources: { readonly value: string | null; readonly agree: boolean } | null;
}

/** Every override in force, newest first, each with what the sources would give instead. */
export const listOverrides = useCase({
  permission: "user:read",
  input: z.object({ ...Page, ownerId: UserId.optional(), expiringWithinDays: z.number().int().min(0).max(3_650).optional() }),
  run: async ({ scope, input: { limit, cursor, ...filter } }): Promise<{ items: OverrideInList[]; nextCursor: string | null }> => {
    const { items, nextCursor } = await paged({ list: "overrides", limit, cursor }, (page) => listOverridesInForce(scope, { ...page, ...filter }));
    const sayings = await listSayingsUnderOverrides(scope, [...new Set(items.map(({ user }) => user.id))]);
    const byId = new Map(sayings.map(({ overrideId, value, agrees }) => [overrideId, { value, agree: agrees }]));
    return { items: items.map((override) => ({ ...override, sources: byId.get(override.id) ?? null })), nextCursor };
  },
});

/** What people set over one User's sources, lifted ones too, newest first; throws `not_found`. */
export const listUserOverrides = useCase({
  permission: "user:read",
  input: z.object({ ...Page, id: UserId }),
  run: async ({ scope, input: { id, limit, cursor } }) => {
    if ((await findUser(scope, id)) === null) throw new AppError("not_found", "There is no such User.");
    return paged({ list: `overrides-of ${id}`, limit, cursor }, (page) => listOverridesOfUser(scope, { ...page, userId: id }));
  },
});

async function paged(
  { list, limit, cursor }: { list: string; limit: number; cursor?: string | undefined },
  find: (page: { limit: number; after: string | undefined }) => Promise<OverrideRecord[]>,
): Promise<{ items: OverrideRecord[]; nextCursor: string | null }> {
  const found = await find({ limit: limit + 1, after: cursor === undefined ? undefined : readId(cursor, list) });
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: found.length > limit && last ? encodeCursor([list, last.id]) : null };
}

function readId(cursor: string, list: string): string {
  const [boundTo, id] = decodeCursor(cursor, 2);
  const parsed = OverrideId.safeParse(id);
  if (boundTo !== list || !parsed.success) throw invalidCursor();
  return parsed.data;
}
