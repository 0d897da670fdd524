import { randomUUID } from "node:crypto";
import { z } from "zod";
import { LoginProviderId } from "@/lib/core/ids";
import { recordActivity } from "@/lib/db/activity";
import { insertLoginProvider, LOGIN_PROVIDER_KINDS } from "@/lib/db/login-providers";
import { useCase } from "../use-case";
import { toProviderView } from "./login-provider-view";
import { getProvider, issuerOf, sealClientSecret } from "./provider-settings";

/** Keeps the settings and leaves the provider off: a test sign-in must pass before anybody can use it. */
export const createLoginProvider = useCase({
  permission: "source-of-truth:update",
  proof: "recent",
  input: z.object({
    kind: z.enum(LOGIN_PROVIDER_KINDS),
    name: z.string().trim().min(1, "Enter a name.").max(60),
    issuer: z.string().max(500).optional(),
    tenant: z.string().max(100).optional(),
    clientId: z.string().trim().min(1, "Enter the client ID.").max(300),
    clientSecret: z.string().trim().min(1, "Enter the client secret.").max(1_000),
  }),
  run: async ({ actor, input, scope }) => {
    const id = LoginProviderId.parse(randomUUID());
    const { kind, name, clientId } = input;
    const issuer = issuerOf(kind, input);
    await insertLoginProvider(scope, id, { kind, name, issuer, clientId, ...sealClientSecret(scope.organizationId, id, input.clientSecret) });
    await recordActivity(scope, { actor, action: "login_provider.created", target: { type: "login_provider", id, name }, detail: { kind, issuer } });
    return toProviderView(await getProvider(scope, id));
  },
});
