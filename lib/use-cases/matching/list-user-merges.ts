import { UserId } from "@/lib/core/ids";
import { listMerges, type MergeRecord } from "@/lib/db/user-merges";
import { PageQuery } from "@/lib/use-cases/page-query";
import { useCase } from "@/lib/use-cases/use-case";
import { readPosition, toPage } from "./id-page";

const toMergeView = ({ before: _, ...merge }: MergeRecord): Omit<MergeRecord, "before"> => merge;

/** Merged Users, newest first, undone merges too; with `userId` those in which this User had a part. */
export const listUserMerges = useCase({
  permission: "matching:read",
  input: PageQuery.extend({ userId: UserId.optional() }),
  run: async ({ scope, input: { limit, cursor, userId } }) => {
    const found = await listMerges(scope, { limit: limit + 1, before: readPosition("user-merges", cursor), userId });
    const { items, nextCursor } = toPage("user-merges", found, limit);
    return { items: items.map(toMergeView), nextCursor };
  },
});
