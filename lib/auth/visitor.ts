import type { PersonActor } from "@/lib/core/access/actor";
import { isApiToken } from "@/lib/core/access/api-token";
import { AppError } from "@/lib/core/errors";
import { SignInIdentityId } from "@/lib/core/ids";
import type { EmployeeStatus } from "@/lib/core/users/employee-status";
import { findTokenAtTheGate, touchApiToken } from "@/lib/db/api-tokens";
import { mayEnter, nameOf, type PersonAtTheGate } from "@/lib/db/people-at-the-gate";
import { findSessionAtTheGate, touchSession } from "@/lib/db/sessions";
import { logger } from "@/lib/logger";
import { sessionTokenOf } from "./session-cookie";

/** All that a blocked person is told (DOMAIN rule 11). */
export interface BlockedView {
  readonly organizationName: string;
  /** Whom to ask; null where the Organization named nobody. */
  readonly contact: string | null;
  readonly employeeStatus: EmployeeStatus;
  readonly since: Date;
  /** The status is as a restored backup has it, and no source has said so since. */
  readonly isAwaitingSync: boolean;
}

export type Visitor =
  | { readonly kind: "anonymous" }
  | { readonly kind: "blocked"; readonly blocked: BlockedView }
  | {
      readonly kind: "person";
      readonly actor: PersonActor;
      readonly person: { readonly email: string | null; readonly name: string };
      readonly organization: { readonly id: string; readonly name: string; readonly slug: string };
    };

const ANONYMOUS: Visitor = { kind: "anonymous" };

/**
 * Who is at the door: by bearer token where one is sent, else by the session cookie. The Employee Status is read from
 * Postgres in the same query, every time, so that a status that changed counts at once (DOMAIN rule 10). Throws
 * `unavailable` when that cannot be read: nobody is let in by a failure.
 */
export async function visitorOf(headers: Headers): Promise<Visitor> {
  try {
    return await readVisitor(headers);
  } catch (cause) {
    logger.error({ error: cause }, "who is at the door could not be read");
    throw new AppError("unavailable", "Who you are could not be checked, so nothing was done. Try again in a moment.", { cause });
  }
}

async function readVisitor(headers: Headers): Promise<Visitor> {
  const authorization = headers.get("authorization");
  if (authorization !== null) return visitorByToken(authorization);
  const token = sessionTokenOf(headers);
  return token === undefined ? ANONYMOUS : visitorBySession(token);
}

async function visitorByToken(authorization: string): Promise<Visitor> {
  const token = /^bearer +(\S+)$/i.exec(authorization.trim())?.[1];
  if (token === undefined || !isApiToken(token)) return ANONYMOUS;
  const found = await findTokenAtTheGate(token);
  if (!found) return ANONYMOUS;
  if (!mayEnter(found)) return { kind: "blocked", blocked: toBlockedView(found) };
  if (found.isUseOutdated) await touchApiToken(found.apiTokenId);
  return toPerson(found, { kind: "token", apiTokenId: found.apiTokenId, scopes: found.scopes });
}

async function visitorBySession(token: string): Promise<Visitor> {
  const found = await findSessionAtTheGate(token);
  if (!found) return ANONYMOUS;
  if (!mayEnter(found)) return { kind: "blocked", blocked: toBlockedView(found) };
  if (found.endedAt !== null) return ANONYMOUS;
  if (found.isSeenOutdated) await touchSession(found.sessionId);
  const signInIdentityId = SignInIdentityId.parse(found.sessionIdentityId);
  return toPerson(found, { kind: "session", sessionId: found.sessionId, signInIdentityId });
}

export const toBlockedView = (person: PersonAtTheGate): BlockedView => ({
  organizationName: person.organizationName,
  contact: person.organizationContact,
  employeeStatus: person.employeeStatus,
  since: person.statusChangedAt,
  isAwaitingSync: person.isAwaitingSync,
});

function toPerson(found: PersonAtTheGate, via: PersonActor["via"]): Visitor {
  const name = nameOf(found);
  const { organizationId, userId, role, integrationIds, email } = found;
  return {
    kind: "person",
    actor: { kind: "person", organizationId, userId, name, role, integrationIds, via },
    person: { email, name },
    organization: { id: organizationId, name: found.organizationName, slug: found.organizationSlug },
  };
}
