import { z } from "zod";
import { actorMay, type PersonActor } from "@/lib/core/access/actor";
import { toApiToken } from "@/lib/core/access/api-token";
import { type Permission, PERMISSIONS } from "@/lib/core/access/permissions";
import { AppError } from "@/lib/core/errors";
import { recordActivity } from "@/lib/db/activity";
import { type ApiTokenView, createApiToken as insertApiToken } from "@/lib/db/api-tokens";
import type { OrganizationScope } from "@/lib/db/in-organization";
import { makeToken } from "@/lib/db/secret-tokens";
import { useCase } from "../use-case";

const DAY_MS = 24 * 60 * 60 * 1000;

/** A bearer token with the rights that its maker has at each use. The answer is the only place where it can be read. */
export const createApiToken = useCase({
  permission: "api-token:manage",
  input: z.object({
    name: z.string().trim().min(1).max(100),
    expiresInDays: z.number().int().min(1).max(365).nullable().default(90),
    /** Null for everything its maker may do. */
    scopes: z.array(z.enum(PERMISSIONS)).min(1, "Choose what it may do.").nullable().default(null),
  }),
  run: async ({ actor, input: { name, expiresInDays, scopes }, scope }) => {
    if (actor.kind !== "person") throw new AppError("forbidden", "Only a person can make an API token.");
    const expiresAt = expiresInDays === null ? null : new Date(Date.now() + expiresInDays * DAY_MS);
    return makeApiToken(scope, actor, { name, expiresAt, scopes });
  },
});

/** A token cannot make one that may do more than itself. */
function scopesWithin(actor: PersonActor, scopes: readonly Permission[] | null): readonly Permission[] | null {
  const own = actor.via.kind === "token" ? (actor.via.scopes ?? null) : null;
  const asked = scopes ?? own;
  const beyond = asked?.filter((permission) => !actorMay(actor, permission, "listed")) ?? [];
  if (beyond.length === 0) return asked;
  throw new AppError("forbidden", `You may not give what you do not have: ${beyond.join(", ")}.`, { fields: { scopes: "Leave out what you may not do yourself." } });
}

/** Makes one in the caller's transaction, with its entry in the log; throws `forbidden` for scopes beyond the actor's own. */
export async function makeApiToken(
  scope: OrganizationScope,
  actor: PersonActor,
  { name, expiresAt, scopes: asked }: { readonly name: string; readonly expiresAt: Date | null; readonly scopes: readonly Permission[] | null },
): Promise<ApiTokenView & { readonly token: string }> {
  const scopes = scopesWithin(actor, asked);
  const token = toApiToken(makeToken());
  const made = await insertApiToken(scope, { userId: actor.userId, token, name, expiresAt, scopes });
  await recordActivity(scope, {
    actor,
    action: "api_token.created",
    target: { type: "api_token", id: made.id, name: made.name },
    detail: { lastFour: made.lastFour, expiresAt: expiresAt?.toISOString() ?? null, scopes: scopes === null ? null : [...scopes] },
  });
  return { ...made, token };
}
