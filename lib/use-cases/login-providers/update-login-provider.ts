import { z } from "zod";
import { LoginProviderId } from "@/lib/core/ids";
import { recordActivity } from "@/lib/db/activity";
import { changeLoginProvider, renameLoginProvider } from "@/lib/db/login-providers";
import { useCase } from "../use-case";
import { keepAnAdminIn } from "./keep-an-admin-in";
import { toProviderView } from "./login-provider-view";
import { getProvider, issuerOf, sealClientSecret } from "./provider-settings";

/** Anything but the name changes what was tested, so the provider goes off until a test sign-in has passed again. */
export const updateLoginProvider = useCase({
  permission: "source-of-truth:update",
  proof: "recent",
  input: z.object({
    id: LoginProviderId,
    name: z.string().trim().min(1, "Enter a name.").max(60).optional(),
    issuer: z.string().max(500).optional(),
    tenant: z.string().max(100).optional(),
    clientId: z.string().trim().min(1, "Enter the client ID.").max(300).optional(),
    clientSecret: z.string().trim().min(1).max(1_000).optional(),
  }),
  run: async ({ actor, input, scope }) => {
    const { id, name, clientId, clientSecret, ...where } = input;
    const before = await getProvider(scope, id);
    if (name !== undefined && name !== before.name) await renameLoginProvider(scope, id, name);
    const givesIssuer = where.issuer !== undefined || where.tenant !== undefined;
    const issuer = givesIssuer ? issuerOf(before.kind, where) : before.issuer;
    const changed = [
      ...(issuer !== before.issuer ? ["issuer"] : []),
      ...(clientId !== undefined && clientId !== before.clientId ? ["clientId"] : []),
      ...(clientSecret !== undefined ? ["clientSecret"] : []),
    ];
    if (changed.length > 0) {
      await changeLoginProvider(scope, id, {
        issuer,
        ...(clientId !== undefined && { clientId }),
        ...(clientSecret !== undefined && sealClientSecret(scope.organizationId, id, clientSecret)),
      });
      if (before.enabledAt !== null) await keepAnAdminIn(scope);
    }
    const after = await getProvider(scope, id);
    await recordActivity(scope, { actor, action: "login_provider.updated", target: { type: "login_provider", id, name: after.name }, detail: { changed } });
    return toProviderView(after);
  },
});
