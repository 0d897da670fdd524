import { z } from "zod";
import { IntegrationId, OrganizationId } from "@/lib/core/ids";
import { gatewayClient } from "./clients";
import type { OrganizationScope } from "./in-organization";
import { hashToken } from "./secret-tokens";

/** Two at a time, so that a new one can be entered in the other system before the old one ends. */
export const SCIM_TOKENS_MAX = 2;

const ScimClient = z.object({ tokenId: z.uuid(), organizationId: OrganizationId, integrationId: IntegrationId, integrationName: z.string() });
/** The system that a token speaks for. */
export type ScimClient = z.output<typeof ScimClient>;

/** Whose token it is, noted as used at most once a minute; null when unknown or revoked, or its Integration is disconnected. */
export async function findScimClient(token: string): Promise<ScimClient | null> {
  const rows = await gatewayClient().$queryRaw<unknown[]>`
    select token.id as "tokenId", token.organization_id as "organizationId", token.integration_id as "integrationId",
      integration.name as "integrationName",
      (token.last_used_at is null or token.last_used_at < now() - interval '1 minute') as "isUseOutdated"
    from scim_tokens token
    join integrations integration on integration.organization_id = token.organization_id and integration.id = token.integration_id
    where token.token_hash = ${hashToken(token)} and token.revoked_at is null and integration.state <> 'DISCONNECTED'`;
  const found = z.array(ScimClient.extend({ isUseOutdated: z.boolean() })).parse(rows)[0];
  if (found === undefined) return null;
  const { isUseOutdated, ...client } = found;
  if (isUseOutdated) await gatewayClient().$executeRaw`update scim_tokens set last_used_at = now() where id = ${client.tokenId}::uuid`;
  return client;
}

export interface ScimTokenView {
  readonly id: string;
  readonly lastFour: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

const columns = { id: true, lastFour: true, createdAt: true, lastUsedAt: true } as const;

/** Tokens in force, the oldest first. */
export async function listScimTokens(scope: OrganizationScope, integrationId: IntegrationId): Promise<ScimTokenView[]> {
  return scope.db.scimToken.findMany({
    where: { organizationId: scope.organizationId, integrationId, revokedAt: null },
    orderBy: { id: "asc" },
    select: columns,
  });
}

/** Keeps the hash of a token that only its maker has seen. */
export async function insertScimToken(scope: OrganizationScope, integrationId: IntegrationId, token: string): Promise<ScimTokenView> {
  return scope.db.scimToken.create({
    data: { organizationId: scope.organizationId, integrationId, tokenHash: hashToken(token), lastFour: token.slice(-4) },
    select: columns,
  });
}

/** Stops a token at once; null when there was none in force. */
export async function revokeScimToken(scope: OrganizationScope, integrationId: IntegrationId, id: string): Promise<ScimTokenView | null> {
  const [row] = await scope.db.scimToken.updateManyAndReturn({
    where: { organizationId: scope.organizationId, integrationId, id, revokedAt: null },
    data: { revokedAt: new Date() },
    select: columns,
  });
  return row ?? null;
}

/** Stops every token of the Integration at once, for good. */
export async function revokeScimTokens(scope: OrganizationScope, integrationId: IntegrationId): Promise<void> {
  await scope.db.scimToken.updateMany({ where: { organizationId: scope.organizationId, integrationId, revokedAt: null }, data: { revokedAt: new Date() } });
}
