import { oc } from "@orpc/contract";
import { z } from "zod";
import { Instant, Named, page, PageQuery } from "./common";

export const Override = z.object({
  id: z.uuid(),
  user: Named,
  /** A profile field, `custom.<key>` for one of the Organization's own, or `employeeStatus`. */
  field: z.string(),
  /** Null makes the field empty. */
  value: z.string().nullable(),
  reason: z.string(),
  owner: Named,
  createdAt: Instant,
  expiresAt: Instant.nullable(),
  /** Lifted by the sync that finds the sources saying the same. */
  releaseWhenAgreed: z.boolean(),
  /** What the User had before. */
  previousValue: z.string().nullable(),
  /** Null while it is in force. */
  liftedAt: Instant.nullable(),
  liftedBy: Named.nullable(),
  liftedBecause: z.enum(["person", "replaced", "expired", "agreed"]).nullable(),
});
export type Override = z.output<typeof Override>;

export const OverrideInList = Override.extend({
  /** What the sources say of the field now; null where none of them has an opinion. */
  sources: z.object({ value: z.string().nullable(), agree: z.boolean() }).nullable(),
});
export type OverrideInList = z.output<typeof OverrideInList>;

const Id = z.object({ id: z.uuid() });
const tags = ["Overrides"];
export const overridesContract = {
  list: oc
    .route({ method: "GET", path: "/overrides", tags, summary: "Every override in force, newest first" })
    .input(PageQuery.extend({ ownerId: z.uuid().optional(), expiringWithinDays: z.coerce.number().int().min(0).max(3_650).optional() }))
    .output(page(OverrideInList)),
  listOfUser: oc
    .route({ method: "GET", path: "/users/{id}/overrides", tags, summary: "A User's overrides, lifted ones too, newest first" })
    .input(Id.extend(PageQuery.shape))
    .output(page(Override)),
  create: oc
    .route({ method: "POST", path: "/users/{id}/overrides", successStatus: 201, tags, summary: "Set a value or status over all sources, at once" })
    .input(
      Id.extend({
        field: z.string().trim().min(1).max(60),
        value: z.string().trim().max(500).nullable(),
        reason: z.string().trim().min(1).max(500),
        expiresAt: Instant.nullable().default(null),
        releaseWhenAgreed: z.boolean().default(false),
      }),
    )
    .output(Override),
  liftMany: oc
    .route({ method: "POST", path: "/overrides/lift", tags, summary: "Lift many overrides at once, all or none" })
    .input(z.object({ ids: z.array(z.uuid()).min(1).max(500), reason: z.string().trim().max(500).optional() }))
    .output(z.object({ lifted: z.number().int().min(0) })),
  lift: oc
    .route({ method: "DELETE", path: "/overrides/{id}", tags, summary: "Lift an override: the sources decide again" })
    .input(Id.extend({ reason: z.string().trim().max(500).optional() }))
    .output(Override),
};
