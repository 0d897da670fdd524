import { getMe } from "@/lib/use-cases/me/get-me";
import { switchOrganization } from "@/lib/use-cases/me/switch-organization";
import { leaveOrganization } from "@/lib/use-cases/organizations/leave-organization";
import { endMyOtherSessions, endMySession, listMySessions } from "@/lib/use-cases/sessions/my-sessions";
import { os } from "./base";
import { toWire } from "./wire";

export const meRouter = {
  get: os.me.get.handler(({ context }) => getMe(context.actor)),
  switchOrganization: os.me.switchOrganization.handler(({ context, input }) => switchOrganization(context.actor, input)),
  sessions: os.me.sessions.handler(async ({ context }) => toWire(await listMySessions(context.actor))),
  endSession: os.me.endSession.handler(({ context, input }) => endMySession(context.actor, input)),
  endOtherSessions: os.me.endOtherSessions.handler(({ context }) => endMyOtherSessions(context.actor)),
  leave: os.me.leave.handler(({ context }) => leaveOrganization(context.actor, {})),
};
