import { oc } from "@orpc/contract";
import { z } from "zod";
import { Instant, Named, page, PageQuery } from "./common";

export const ApiToken = z.object({
  id: z.uuid(),
  name: z.string(),
  lastFour: z.string(),
  owner: Named,
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
  expiresAt: Instant.nullable(),
});

export const apiTokensContract = {
  list: oc.route({ method: "GET", path: "/api-tokens", tags: ["API tokens"], summary: "Tokens in force" }).input(PageQuery).output(page(ApiToken)),
  create: oc
    .route({ method: "POST", path: "/api-tokens", successStatus: 201, tags: ["API tokens"], summary: "Make a token; it is shown once" })
    .input(z.object({ name: z.string().trim().min(1).max(100), expiresInDays: z.number().int().min(1).max(365).nullable().default(90) }))
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

export const activityContract = {
  list: oc
    .route({ method: "GET", path: "/activity", tags: ["Activity"], summary: "Who did what, newest first" })
    .input(PageQuery.extend({ action: z.string().max(100).optional() }))
    .output(page(ActivityEntry)),
};
