import { ApiTokenId } from "@/lib/core/ids";
import { createApiToken } from "@/lib/use-cases/api-tokens/create-api-token";
import { listApiTokens } from "@/lib/use-cases/api-tokens/list-api-tokens";
import { revokeApiToken } from "@/lib/use-cases/api-tokens/revoke-api-token";
import { rotateApiToken } from "@/lib/use-cases/api-tokens/rotate-api-token";
import { os } from "./base";
import { toWire } from "./wire";

export const apiTokensRouter = {
  list: os.apiTokens.list.handler(async ({ context, input }) => toWire(await listApiTokens(context.actor, input))),
  create: os.apiTokens.create.handler(async ({ context, input }) => toWire(await createApiToken(context.actor, input))),
  rotate: os.apiTokens.rotate.handler(async ({ context, input }) => toWire(await rotateApiToken(context.actor, { id: ApiTokenId.parse(input.id) }))),
  revoke: os.apiTokens.revoke.handler(({ context, input }) => revokeApiToken(context.actor, { id: ApiTokenId.parse(input.id) })),
};
