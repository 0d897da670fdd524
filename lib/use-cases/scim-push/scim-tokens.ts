import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { IntegrationId } from "@/lib/core/ids";
import { recordActivity } from "@/lib/db/activity";
import type { OrganizationScope } from "@/lib/db/in-organization";
import { insertScimToken, listScimTokens as list, revokeScimToken as revoke, SCIM_TOKENS_MAX, type ScimTokenView } from "@/lib/db/scim-tokens";
import { makeToken } from "@/lib/db/secret-tokens";
import { env } from "@/lib/env";
import { getIntegrationRecord } from "@/lib/use-cases/integrations/integration-view";
import { useCase } from "@/lib/use-cases/use-case";

/** What the other system is told; the token is readable here and never again. */
export interface ScimAccess {
  readonly baseUrl: string;
  readonly token: string;
}

const PREFIX = "scim_";

/** One address for all, since the token names the Integration. */
const scimBaseUrl = (): string => `${env().APP_URL}/scim/v2`;

/** A new token of an Integration, in the caller's transaction; throws `conflict` where it has two in force. */
export async function grantScimAccess(scope: OrganizationScope, integrationId: IntegrationId): Promise<ScimAccess & { readonly made: ScimTokenView }> {
  // One after another, so that two requests at once make no third token.
  await getIntegrationRecord(scope, integrationId, { lock: true });
  if ((await list(scope, integrationId)).length >= SCIM_TOKENS_MAX) throw new AppError("conflict", "There are two tokens already. Revoke the one that the other system no longer uses, then make a new one.");
  const token = `${PREFIX}${makeToken()}`;
  return { baseUrl: scimBaseUrl(), token, made: await insertScimToken(scope, integrationId, token) };
}

const getPushed = async (scope: OrganizationScope, id: IntegrationId): Promise<{ name: string; state: string }> => {
  const record = await getIntegrationRecord(scope, id);
  if (record.connector !== "scim-push") throw new AppError("conflict", `${record.name} is read by us and has no tokens of its own.`);
  return record;
};

/** Tokens in force, without their values. */
export const listScimTokens = useCase({
  permission: "integration:read",
  input: z.object({ id: IntegrationId }),
  about: ({ id }) => id,
  run: async ({ input, scope }) => {
    await getPushed(scope, input.id);
    return { baseUrl: scimBaseUrl(), items: await list(scope, input.id) };
  },
});

/** A second token beside the one in use, so that the other system can be told before the old one is revoked. */
export const rotateScimToken = useCase({
  permission: "integration:manage",
  input: z.object({ id: IntegrationId }),
  about: ({ id }) => id,
  run: async ({ actor, input, scope }) => {
    const { name, state } = await getPushed(scope, input.id);
    if (state === "DISCONNECTED") throw new AppError("conflict", `${name} is disconnected. Reconnect it first.`);
    const { made, ...access } = await grantScimAccess(scope, input.id);
    await recordActivity(scope, { actor, action: "integration.token_created", target: { type: "integration", id: input.id, name }, detail: { lastFour: made.lastFour } });
    return { ...made, ...access };
  },
});

/** The token is refused from the next request on; a revoked one cannot come back. */
export const revokeScimToken = useCase({
  permission: "integration:manage",
  input: z.object({ id: IntegrationId, tokenId: z.uuid() }),
  about: ({ id }) => id,
  run: async ({ actor, input, scope }) => {
    const { name } = await getPushed(scope, input.id);
    const revoked = await revoke(scope, input.id, input.tokenId);
    if (revoked === null) throw new AppError("not_found", "There is no such token in force.");
    await recordActivity(scope, { actor, action: "integration.token_revoked", target: { type: "integration", id: input.id, name }, detail: { lastFour: revoked.lastFour } });
    return { id: revoked.id };
  },
});
