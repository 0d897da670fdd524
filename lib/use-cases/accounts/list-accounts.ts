import { z } from "zod";
import { reachedIntegrations } from "@/lib/core/access/actor";
import { ACCOUNT_STATUSES } from "@/lib/core/accounts";
import { IntegrationId, UserId } from "@/lib/core/ids";
import { listAccounts as listRecords } from "@/lib/db/accounts";
import { PageQuery } from "@/lib/use-cases/page-query";
import { useCase } from "@/lib/use-cases/use-case";
import { listCurrentSources } from "@/lib/use-cases/users/user-view";
import { toAccountView } from "./account-view";

/** Accounts of every integration, in the order in which they were first seen. */
export const listAccounts = useCase({
  permission: "account:read",
  about: "listed",
  input: PageQuery.extend({
    query: z.string().trim().max(200).optional(),
    integrationId: IntegrationId.optional(),
    status: z.enum(ACCOUNT_STATUSES).optional(),
    userId: UserId.optional(),
    unmatched: z.boolean().optional(),
  }),
  run: async ({ actor, scope, input }) => {
    const { items, nextCursor } = await listRecords(scope, { ...input, among: reachedIntegrations(actor, "account:read") });
    const current = await listCurrentSources(scope);
    return { items: items.map((account) => toAccountView(account, current)), nextCursor };
  },
});
