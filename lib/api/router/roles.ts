import { invitePerson } from "@/lib/use-cases/roles/invite-person";
import { listRoleHolders } from "@/lib/use-cases/roles/list-role-holders";
import { os } from "./base";
import { toWire } from "./wire";

export const rolesRouter = {
  list: os.roles.list.handler(async ({ context }) => toWire(await listRoleHolders(context.actor, {}))),
  invite: os.roles.invite.handler(async ({ context, input }) => toWire(await invitePerson(context.actor, input))),
};
