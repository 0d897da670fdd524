import { AccountId, UserId } from "@/lib/core/ids";
import { listDecisions } from "@/lib/db/match-decisions";
import { PageQuery } from "@/lib/use-cases/page-query";
import { useCase } from "@/lib/use-cases/use-case";
import { toDecisionView } from "./decision-view";
import { readPosition, toPage } from "./id-page";

/** What people decided about accounts, newest first, revoked ones too. */
export const listMatchDecisions = useCase({
  permission: "matching:read",
  input: PageQuery.extend({ accountId: AccountId.optional(), userId: UserId.optional() }),
  run: async ({ scope, input: { limit, cursor, accountId, userId } }) => {
    const found = await listDecisions(scope, {
      limit: limit + 1,
      before: readPosition("match-decisions", cursor),
      accountIds: accountId === undefined ? undefined : [accountId],
      userId,
    });
    const { items, nextCursor } = toPage("match-decisions", found, limit);
    return { items: items.map(toDecisionView), nextCursor };
  },
});
