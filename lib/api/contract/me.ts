import { oc } from "@orpc/contract";
import { z } from "zod";
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
};

export const organizationsContract = {
  create: oc
    .route({ method: "POST", path: "/organizations", successStatus: 201, tags: ["Organizations"], summary: "Create an Organization; its maker becomes its first Admin" })
    .input(z.object({ name: z.string().trim().min(1).max(100) }))
    .output(OrganizationRef),
  update: oc
    .route({ method: "PATCH", path: "/organization", tags: ["Organizations"], summary: "Change this Organization's name and contact" })
    .input(z.object({ name: z.string().trim().min(1).max(100).optional(), contact: z.string().trim().max(200).nullable().optional() }))
    .output(OrganizationRef.extend({ contact: z.string().nullable() })),
  get: oc
    .route({ method: "GET", path: "/organization", tags: ["Organizations"], summary: "This Organization" })
    .output(OrganizationRef.extend({ contact: z.string().nullable() })),
};
