import { z } from "zod";
import { actorMay } from "@/lib/core/access/actor";
import { AppError } from "@/lib/core/errors";
import { AccountId } from "@/lib/core/ids";
import { findAccount } from "@/lib/db/accounts";
import { useCase } from "@/lib/use-cases/use-case";
import { listCurrentSources } from "@/lib/use-cases/users/user-view";
import { toAccountView } from "./account-view";

/** One account with the provider's record as it came; throws `not_found`. */
export const getAccount = useCase({
  permission: "account:read",
  about: "listed",
  input: z.object({ id: AccountId }),
  run: async ({ actor, scope, input }) => {
    const account = await findAccount(scope, input.id);
    if (account === null || !actorMay(actor, "account:read", account.source.integrationId)) throw new AppError("not_found", "There is no such account.");
    return { ...toAccountView(account, await listCurrentSources(scope)), raw: account.raw };
  },
});
