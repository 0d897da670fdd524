import { getAccount } from "@/lib/use-cases/accounts/get-account";
import { listAccounts } from "@/lib/use-cases/accounts/list-accounts";
import { os } from "./base";
import { toWire } from "./wire";

export const accountsRouter = {
  list: os.accounts.list.handler(async ({ context, input }) => toWire(await listAccounts(context.actor, input))),
  get: os.accounts.get.handler(async ({ context, input }) => toWire(await getAccount(context.actor, input))),
};
