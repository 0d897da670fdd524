import { z } from "zod";
import { toApiToken } from "@/lib/core/access/api-token";
import { AppError } from "@/lib/core/errors";
import { recordActivity } from "@/lib/db/activity";
import { createApiToken as insertApiToken } from "@/lib/db/api-tokens";
import { makeToken } from "@/lib/db/secret-tokens";
import { useCase } from "../use-case";

const DAY_MS = 24 * 60 * 60 * 1000;

/** A bearer token with the rights that its maker has at each use. The answer is the only place where it can be read. */
export const createApiToken = useCase({
  permission: "api-token:manage",
  input: z.object({
    name: z.string().trim().min(1).max(100),
    expiresInDays: z.number().int().min(1).max(365).nullable().default(90),
  }),
  run: async ({ actor, input, scope }) => {
    if (actor.kind !== "person") throw new AppError("forbidden", "Only a person can make an API token.");
    const token = toApiToken(makeToken());
    const expiresAt = input.expiresInDays === null ? null : new Date(Date.now() + input.expiresInDays * DAY_MS);
    const made = await insertApiToken(scope, { userId: actor.userId, name: input.name, token, expiresAt });
    await recordActivity(scope, {
      actor,
      action: "api_token.created",
      target: { type: "api_token", id: made.id, name: made.name },
      detail: { lastFour: made.lastFour, expiresAt: expiresAt?.toISOString() ?? null },
    });
    return { ...made, token };
  },
});
