import { oc } from "@orpc/contract";
import { z } from "zod";
import { PERMISSIONS } from "@/lib/core/access/permissions";
import { Instant, Named, page, PageQuery } from "./common";

export const ApiToken = z.object({
  id: z.uuid(),
  name: z.string(),
  lastFour: z.string(),
  owner: Named,
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
  expiresAt: Instant.nullable(),
  /** Null for all that its maker may do. */
  scopes: z.array(z.enum(PERMISSIONS)).nullable(),
});

export const apiTokensContract = {
  list: oc.route({ method: "GET", path: "/api-tokens", tags: ["API tokens"], summary: "Tokens in force" }).input(PageQuery).output(page(ApiToken)),
  create: oc
    .route({ method: "POST", path: "/api-tokens", successStatus: 201, tags: ["API tokens"], summary: "Make a token; it is shown once" })
    .input(
      z.object({
        name: z.string().trim().min(1).max(100),
        expiresInDays: z.number().int().min(1).max(365).nullable().default(90),
        scopes: ApiToken.shape.scopes.default(null),
      }),
    )
    .output(ApiToken.extend({ token: z.string() })),
  rotate: oc
    .route({ method: "POST", path: "/api-tokens/{id}/rotate", tags: ["API tokens"], summary: "A new token in the place of this one of yours; it is shown once" })
    .input(z.object({ id: z.uuid() }))
    .output(ApiToken.extend({ token: z.string() })),
  revoke: oc
    .route({ method: "DELETE", path: "/api-tokens/{id}", tags: ["API tokens"], summary: "Revoke at once" })
    .input(z.object({ id: z.uuid() }))
    .output(z.object({ id: z.uuid() })),
};

export const ActivityEntry = z.object({
  id: z.uuid(),
  at: Instant,
  actor: z.string(),
  action: z.string(),
  target: z.object({ type: z.string(), id: z.string(), name: z.string() }),
  detail: z.record(z.string(), z.unknown()),
});

const ActivityFilters = z.object({
  action: z.string().max(100).optional(),
  /** Part of the name of whoever did it. */
  actor: z.string().max(200).optional(),
  /** Id of what it was done to. */
  target: z.string().max(200).optional(),
  /** From this moment on. */
  from: Instant.optional(),
  /** Before this moment. */
  to: Instant.optional(),
  /** Part of an action, of a name or of a detail. */
  query: z.string().max(200).optional(),
});

const Place = z.number().int().min(1);

export const ActivityVerification = z.object({
  /** Every link fits its entry and the link before it. */
  isIntact: z.boolean(),
  /** How many entries have a link. */
  entries: z.number().int(),
  /** Written a moment ago, without a link yet. */
  waiting: z.number().int(),
  firstBroken: z
    .object({ place: Place, entryId: z.uuid().nullable(), at: Instant.nullable(), because: z.enum(["altered", "deleted", "link-missing"]), sentence: z.string() })
    .nullable(),
  /** The newest link: keep it elsewhere, and nobody can cut off the end unnoticed. */
  head: z.object({ place: Place, hash: z.string(), at: Instant }).nullable(),
});
export type ActivityVerification = z.output<typeof ActivityVerification>;

const tags = ["Activity"];
export const activityContract = {
  list: oc
    .route({ method: "GET", path: "/activity", tags, summary: "Who did what, newest first" })
    .input(PageQuery.extend(ActivityFilters.shape))
    .output(page(ActivityEntry)),
  verify: oc
    .route({ method: "GET", path: "/activity/verify", tags, summary: "Whether the chain of hashes over the activity log is whole" })
    .output(ActivityVerification),
  exportFile: oc
    .route({
      method: "GET",
      path: "/activity/export",
      tags,
      summary: "The activity log with its hashes, oldest first, as a file",
      outputStructure: "detailed",
    })
    .input(ActivityFilters.extend({ format: z.enum(["ndjson", "csv"]).default("ndjson") }))
    .output(z.object({ headers: z.record(z.string(), z.string()), body: z.instanceof(ReadableStream<Uint8Array>) })),
};
