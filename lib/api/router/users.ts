import { endUserSessions, listUserSessions } from "@/lib/use-cases/sessions/user-sessions";
import { createSignInLink } from "@/lib/use-cases/users/create-sign-in-link";
import { explainUser } from "@/lib/use-cases/users/explain-user";
import { getUser } from "@/lib/use-cases/users/get-user";
import { listUserHistory } from "@/lib/use-cases/users/list-user-history";
import { listUsers } from "@/lib/use-cases/users/list-users";
import { summarizeUsers } from "@/lib/use-cases/users/summarize-users";
import { updateUserRole } from "@/lib/use-cases/users/update-user-role";
import { os } from "./base";
import { toWire } from "./wire";

const { users } = os;

export const usersRouter = {
  list: users.list.handler(async ({ context, input }) => toWire(await listUsers(context.actor, input))),
  summary: users.summary.handler(({ context }) => summarizeUsers(context.actor, {})),
  get: users.get.handler(async ({ context, input }) => toWire(await getUser(context.actor, input))),
  explain: users.explain.handler(async ({ context, input }) => toWire(await explainUser(context.actor, input))),
  history: users.history.handler(async ({ context, input }) => toWire(await listUserHistory(context.actor, input))),
  update: users.update.handler(async ({ context, input }) => {
    const { id } = await updateUserRole(context.actor, input);
    return toWire(await getUser(context.actor, { id }));
  }),
  createSignInLink: users.createSignInLink.handler(async ({ context, input }) => toWire(await createSignInLink(context.actor, input))),
  sessions: users.sessions.handler(async ({ context, input }) => toWire(await listUserSessions(context.actor, input))),
  endSessions: users.endSessions.handler(({ context, input }) => endUserSessions(context.actor, input)),
  endSession: users.endSession.handler(({ context, input }) => endUserSessions(context.actor, input)),
};
