import { getMe } from "@/lib/use-cases/me/get-me";
import { switchOrganization } from "@/lib/use-cases/me/switch-organization";
import { os } from "./base";

export const meRouter = {
  get: os.me.get.handler(({ context }) => getMe(context.actor)),
  switchOrganization: os.me.switchOrganization.handler(({ context, input }) => switchOrganization(context.actor, input)),
};
