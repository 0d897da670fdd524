import { createIntegration } from "@/lib/use-cases/integrations/create-integration";
import { disconnectIntegration } from "@/lib/use-cases/integrations/disconnect-integration";
import { getIntegration } from "@/lib/use-cases/integrations/get-integration";
import { listIntegrations } from "@/lib/use-cases/integrations/list-integrations";
import { listStatusWords } from "@/lib/use-cases/integrations/list-status-words";
import { previewUpload } from "@/lib/use-cases/integrations/preview-upload";
import { previewAccounts } from "@/lib/use-cases/integrations/preview-accounts";
import { reconnectIntegration } from "@/lib/use-cases/integrations/reconnect-integration";
import { releaseHold } from "@/lib/use-cases/integrations/release-hold";
import { syncIntegration } from "@/lib/use-cases/integrations/sync-integration";
import { testIntegration } from "@/lib/use-cases/integrations/test-integration";
import { updateIntegration } from "@/lib/use-cases/integrations/update-integration";
import { uploadFile } from "@/lib/use-cases/integrations/upload-file";
import { listScimTokens, revokeScimToken, rotateScimToken } from "@/lib/use-cases/scim-push/scim-tokens";
import { os } from "./base";
import { toWire } from "./wire";

const { integrations } = os;

export const integrationsRouter = {
  list: integrations.list.handler(async ({ context, input }) => toWire(await listIntegrations(context.actor, input))),
  create: integrations.create.handler(async ({ context, input }) => toWire(await createIntegration(context.actor, input))),
  test: integrations.test.handler(({ context, input }) => testIntegration(context.actor, input)),
  preview: integrations.preview.handler(async ({ context, input }) => toWire(await previewAccounts(context.actor, input))),
  get: integrations.get.handler(async ({ context, input }) => toWire(await getIntegration(context.actor, input))),
  update: integrations.update.handler(async ({ context, input }) => toWire(await updateIntegration(context.actor, input))),
  disconnect: integrations.disconnect.handler(async ({ context, input }) => toWire(await disconnectIntegration(context.actor, input))),
  reconnect: integrations.reconnect.handler(async ({ context, input }) => toWire(await reconnectIntegration(context.actor, input))),
  statusWords: integrations.statusWords.handler(({ context, input }) => listStatusWords(context.actor, input)),
  previewUpload: integrations.previewUpload.handler(async ({ context, input }) => toWire(await previewUpload(context.actor, input))),
  upload: integrations.upload.handler(async ({ context, input }) => toWire(await uploadFile(context.actor, input))),
  sync: integrations.sync.handler(async ({ context, input }) => toWire(await syncIntegration(context.actor, input))),
  listScimTokens: integrations.listScimTokens.handler(async ({ context, input }) => toWire(await listScimTokens(context.actor, input))),
  rotateScimToken: integrations.rotateScimToken.handler(async ({ context, input }) => toWire(await rotateScimToken(context.actor, input))),
  revokeScimToken: integrations.revokeScimToken.handler(({ context, input }) => revokeScimToken(context.actor, input)),
  release: integrations.release.handler(async ({ context, input }) => toWire(await releaseHold(context.actor, input))),
};
