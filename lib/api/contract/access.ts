import { oc } from "@orpc/contract";
import { z } from "zod";
import { ROLES } from "@/lib/core/access/roles";
import { EMPLOYEE_STATUSES } from "@/lib/core/users/employee-status";
import { Instant, Named } from "./common";

const Id = z.object({ id: z.uuid() });
const Ended = z.object({ ended: z.number().int() });

export const Session = z.object({
  id: z.uuid(),
  organization: Named,
  userId: z.uuid(),
  /** How the person proved who they are. */
  means: z.string(),
  userAgent: z.string().nullable(),
  address: z.string().nullable(),
  startedAt: Instant,
  /** Noted at most once a minute. */
  lastSeenAt: Instant,
  /** The one that asks. */
  isThis: z.boolean(),
});
export type Session = z.output<typeof Session>;
const Sessions = z.object({ items: z.array(Session) });

const mine = ["Me"];
export const mySessionsContract = {
  sessions: oc.route({ method: "GET", path: "/me/sessions", tags: mine, summary: "Where I am signed in, over all my Organizations" }).output(Sessions),
  endSession: oc.route({ method: "DELETE", path: "/me/sessions/{id}", tags: mine, summary: "End one of my sessions" }).input(Id).output(Id),
  endOtherSessions: oc.route({ method: "POST", path: "/me/sessions/end-others", tags: mine, summary: "End all my sessions but this one" }).output(Ended),
  leave: oc.route({ method: "POST", path: "/me/leave", tags: mine, summary: "Leave this Organization" }).output(Id),
};

const users = ["Users"];
export const userSessionsContract = {
  sessions: oc.route({ method: "GET", path: "/users/{id}/sessions", tags: users, summary: "Where this User is signed in" }).input(Id).output(Sessions),
  endSessions: oc.route({ method: "DELETE", path: "/users/{id}/sessions", tags: users, summary: "End every session of this User" }).input(Id).output(Ended),
  endSession: oc
    .route({ method: "DELETE", path: "/users/{id}/sessions/{sessionId}", tags: users, summary: "End one session of this User" })
    .input(Id.extend({ sessionId: z.uuid() }))
    .output(Ended),
};

export const RoleGrant = z.object({
  role: z.enum(ROLES),
  /** For an App Admin: on which integrations, at least one. */
  integrationIds: z.array(z.uuid()).max(200).default([]),
});

export const RoleHolder = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string().nullable(),
  role: z.enum(ROLES),
  employeeStatus: z.enum(EMPLOYEE_STATUSES),
  integrations: z.array(Named),
  hasSignIn: z.boolean(),
  /** Until when the invitation of somebody who never signed in can be used. */
  invitedUntil: Instant.nullable(),
});
export type RoleHolder = z.output<typeof RoleHolder>;

const roles = ["Roles"];
export const rolesContract = {
  list: oc
    .route({ method: "GET", path: "/role-holders", tags: roles, summary: "Who may do more than see their own page, and who is invited" })
    .output(z.object({ items: z.array(RoleHolder) })),
  invite: oc
    .route({ method: "POST", path: "/invitations", successStatus: 201, tags: roles, summary: "Invite a person by a one-time link" })
    .input(RoleGrant.extend({ email: z.string().max(320), givenName: z.string().max(100).optional(), familyName: z.string().max(100).optional() }))
    .output(
      z.object({
        id: z.uuid(),
        url: z.string(),
        expiresAt: Instant,
        /** Whether a letter with the link is on its way. */
        isMailed: z.boolean(),
      }),
    ),
};
