import { z } from "zod";
import { type Permission, PERMISSIONS } from "@/lib/core/access/permissions";
import { ApiTokenId, type UserId } from "@/lib/core/ids";
import { gatewayClient } from "./clients";
import { decodeCursor, encodeCursor, invalidCursor } from "@/lib/core/cursor";
import type { OrganizationScope } from "./in-organization";
import { nameOf, PersonAtTheGate, personColumns } from "./people-at-the-gate";
import { hashToken } from "./secret-tokens";

/** Nothing kept stands for everything its maker may do; a permission that no longer exists gives nothing. */
const toScopes = (kept: readonly string[]): readonly Permission[] | null =>
  kept.length === 0 ? null : PERMISSIONS.filter((permission) => kept.includes(permission));

const TokenAtTheGate = PersonAtTheGate.extend({
  apiTokenId: ApiTokenId,
  isUseOutdated: z.boolean(),
  scopes: z.array(z.string()).transform(toScopes),
});
export type TokenAtTheGate = z.output<typeof TokenAtTheGate>;

/** A token in force with its maker as they are in Postgres now; null when revoked, expired or unknown. */
export async function findTokenAtTheGate(token: string): Promise<TokenAtTheGate | null> {
  const rows = await gatewayClient().$queryRaw<unknown[]>`
    select t.id as "apiTokenId", (t.last_used_at is null or t.last_used_at < now() - interval '1 minute') as "isUseOutdated", t.scopes,
           ${personColumns}
    from api_tokens t
    join users u on u.organization_id = t.organization_id and u.id = t.user_id
    join organizations o on o.id = t.organization_id
    where t.token_hash = ${hashToken(token)} and t.revoked_at is null and (t.expires_at is null or t.expires_at > now())`;
  return z.array(TokenAtTheGate).parse(rows)[0] ?? null;
}

/** Notes the use, at most once a minute however many requests come. */
export async function touchApiToken(id: ApiTokenId): Promise<void> {
  await gatewayClient().$executeRaw`
    update api_tokens set last_used_at = now()
    where id = ${id}::uuid and (last_used_at is null or last_used_at < now() - interval '1 minute')`;
}

export interface ApiTokenView {
  readonly id: string;
  readonly name: string;
  readonly lastFour: string;
  readonly owner: { readonly id: string; readonly name: string };
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly expiresAt: Date | null;
  /** Null for all that its maker may do. */
  readonly scopes: readonly Permission[] | null;
}

const withOwner = { user: { select: { id: true, email: true, givenName: true, familyName: true } } };

interface TokenRow extends Omit<ApiTokenView, "owner" | "scopes"> {
  readonly scopes: string[];
  readonly user: { id: string; email: string | null; givenName: string | null; familyName: string | null };
}

const toView = (row: TokenRow): ApiTokenView => ({
  id: row.id,
  name: row.name,
  lastFour: row.lastFour,
  owner: { id: row.user.id, name: nameOf(row.user) },
  createdAt: row.createdAt,
  lastUsedAt: row.lastUsedAt,
  expiresAt: row.expiresAt,
  scopes: toScopes(row.scopes),
});

/** Tokens in force, the newest first. */
export async function listApiTokens(
  scope: OrganizationScope,
  query: { limit: number; cursor?: string | undefined },
): Promise<{ items: ApiTokenView[]; nextCursor: string | null }> {
  const before = query.cursor === undefined ? undefined : idOf(query.cursor);
  const rows = await scope.db.apiToken.findMany({
    where: {
      organizationId: scope.organizationId,
      revokedAt: null,
      OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }],
      ...(before === undefined ? {} : { id: { lt: before } }),
    },
    orderBy: { id: "desc" },
    take: query.limit + 1,
    include: withOwner,
  });
  const items = rows.slice(0, query.limit).map(toView);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > query.limit && last ? encodeCursor([last.id]) : null };
}

function idOf(cursor: string): string {
  const id = z.uuid().safeParse(decodeCursor(cursor, 1)[0]);
  if (!id.success) throw invalidCursor();
  return id.data;
}

/** Keeps the hash of a token that only its maker has seen. */
export async function createApiToken(
  scope: OrganizationScope,
  made: { readonly userId: UserId; readonly name: string; readonly token: string; readonly expiresAt: Date | null; readonly scopes: readonly Permission[] | null },
): Promise<ApiTokenView> {
  const row = await scope.db.apiToken.create({
    data: {
      organizationId: scope.organizationId,
      userId: made.userId,
      name: made.name,
      tokenHash: hashToken(made.token),
      lastFour: made.token.slice(-4),
      expiresAt: made.expiresAt,
      scopes: [...(made.scopes ?? [])],
    },
    include: withOwner,
  });
  return toView(row);
}

/** Stops a token at once; what it was, or null when there was none in force. */
export async function revokeApiToken(scope: OrganizationScope, id: ApiTokenId): Promise<ApiTokenView | null> {
  const { count } = await scope.db.apiToken.updateMany({
    where: { organizationId: scope.organizationId, id, revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }] },
    data: { revokedAt: new Date() },
  });
  if (count === 0) return null;
  return toView(await scope.db.apiToken.findFirstOrThrow({ where: { organizationId: scope.organizationId, id }, include: withOwner }));
}

/** Stops every token of a User; how many there were in force. */
export async function revokeApiTokensOf(scope: OrganizationScope, userId: UserId): Promise<number> {
  const { count } = await scope.db.apiToken.updateMany({
    where: { organizationId: scope.organizationId, userId, revokedAt: null },
    data: { revokedAt: new Date() },
  });
  return count;
}
