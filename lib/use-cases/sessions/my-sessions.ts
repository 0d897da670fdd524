import { z } from "zod";
import type { PersonActor } from "@/lib/core/access/actor";
import { AppError } from "@/lib/core/errors";
import { SessionId } from "@/lib/core/ids";
import { recordActivity } from "@/lib/db/activity";
import { inOrganization } from "@/lib/db/in-organization";
import { findPersonAtTheGate } from "@/lib/db/people-at-the-gate";
import { endSession, listSessionsOfIdentity, type SessionView } from "@/lib/db/sessions";
import { assertMay, parseInput } from "../use-case";

type MySession = SessionView & { readonly isThis: boolean };

const NO_SUCH_SESSION = "There is no such open session of yours.";

/** Every open session of the sign-in of whoever asks, over all their Organizations; the one that asks is marked. */
export async function listMySessions(actor: PersonActor): Promise<{ items: MySession[] }> {
  assertMay(actor, "me:read");
  const { via } = actor;
  const signInIdentityId = via.kind === "session" ? via.signInIdentityId : (await findPersonAtTheGate(actor.organizationId, actor.userId))?.signInIdentityId;
  const sessions = signInIdentityId == null ? [] : await listSessionsOfIdentity(signInIdentityId);
  return { items: sessions.map((session) => ({ ...session, isThis: via.kind === "session" && session.id === via.sessionId })) };
}

/** Ends one's own session, wherever it is; refused from its next request on. Throws `not_found` for one that is not one's own. */
export async function endMySession(actor: PersonActor, rawInput: { id: string }): Promise<{ id: string }> {
  assertMay(actor, "me:update");
  const { id } = parseInput(z.object({ id: SessionId }), rawInput);
  const session = (await listMySessions(actor)).items.find((each) => each.id === id);
  if (session === undefined || !(await end(actor, session))) throw new AppError("not_found", NO_SUCH_SESSION);
  return { id };
}

/** Ends every session of one's own but the one that asks. */
export async function endMyOtherSessions(actor: PersonActor): Promise<{ ended: number }> {
  assertMay(actor, "me:update");
  const others = (await listMySessions(actor)).items.filter(({ isThis }) => !isThis);
  let ended = 0;
  for (const session of others) if (await end(actor, session)) ended += 1;
  return { ended };
}

function end(actor: PersonActor, { id, userId, organization, userAgent }: SessionView): Promise<boolean> {
  return inOrganization(organization.id, async (scope) => {
    if (!(await endSession(scope, { id, userId, reason: "by-person" }))) return false;
    const self = { kind: "person", userId, name: actor.name } as const;
    await recordActivity(scope, { actor: self, action: "session.revoked", target: { type: "user", id: userId, name: actor.name }, detail: { sessions: 1, userAgent } });
    return true;
  });
}
