import { oc } from "@orpc/contract";
import { z } from "zod";
import { mySessionsContract } from "./access";
import { Instant } from "./common";
import { EMPLOYEE_STATUSES } from "@/lib/core/users/employee-status";
import { ROLES } from "@/lib/core/access/roles";

const OrganizationRef = z.object({ id: z.uuid(), name: z.string(), slug: z.string() });

export const Me = z.object({
  id: z.uuid(),
  email: z.string().nullable(),
  givenName: z.string().nullable(),
  familyName: z.string().nullable(),
  employeeStatus: z.enum(EMPLOYEE_STATUSES),
  roles: z.array(z.enum(ROLES)),
  organization: OrganizationRef,
  /** Every Organization this person may switch to, this one included. */
  organizations: z.array(OrganizationRef),
});
export type Me = z.output<typeof Me>;

export const meContract = {
  get: oc.route({ method: "GET", path: "/me", tags: ["Me"], summary: "Who am I" }).output(Me),
  switchOrganization: oc
    .route({ method: "POST", path: "/me/organization", tags: ["Me"], summary: "Switch this session to another of my Organizations" })
    .input(z.object({ organizationId: z.uuid() }))
    .output(OrganizationRef),
  ...mySessionsContract,
};

const Organization = OrganizationRef.extend({
  /** Shown to blocked people: whom to ask. */
  contact: z.string().nullable(),
  /** After how long without a request a session ends; null is the operator's bound. */
  sessionIdleMinutes: z.number().int().min(5).max(525_600).nullable(),
  /** After how long a session ends anyway; null is the operator's bound. */
  sessionHours: z.number().int().min(1).max(8_760).nullable(),
  /** When it is deleted for good; null unless an Admin asked for it. */
  deleteAt: Instant.nullable(),
});
export type Organization = z.output<typeof Organization>;

export const organizationsContract = {
  create: oc
    .route({ method: "POST", path: "/organizations", successStatus: 201, tags: ["Organizations"], summary: "Create an Organization; its maker becomes its first Admin" })
    .input(z.object({ name: z.string().trim().min(1).max(100) }))
    .output(OrganizationRef),
  update: oc
    .route({ method: "PATCH", path: "/organization", tags: ["Organizations"], summary: "Change this Organization's name and contact" })
    .input(
      z.object({
        name: z.string().trim().min(1).max(100).optional(),
        contact: z.string().trim().max(200).nullable().optional(),
        sessionIdleMinutes: Organization.shape.sessionIdleMinutes.optional(),
        sessionHours: Organization.shape.sessionHours.optional(),
      }),
    )
    .output(Organization),
  get: oc
    .route({ method: "GET", path: "/organization", tags: ["Organizations"], summary: "This Organization" })
    .output(Organization),
  delete: oc
    .route({ method: "POST", path: "/organization/delete", tags: ["Organizations"], summary: "Delete this Organization after seven days in which it can be restored" })
    .input(z.object({ name: z.string().max(200) }))
    .output(Organization),
  restore: oc
    .route({ method: "POST", path: "/organization/restore", tags: ["Organizations"], summary: "Take the deletion of this Organization back" })
    .output(Organization),
  exportFile: oc
    .route({
      method: "GET",
      path: "/organization/export",
      tags: ["Organizations"],
      summary: "Everything in this Organization but its credentials, as one file of JSON lines",
      outputStructure: "detailed",
    })
    .output(z.object({ headers: z.record(z.string(), z.string()), body: z.instanceof(ReadableStream<Uint8Array>) })),
};
