import { EmailDomainId, LoginProviderId, ProviderIdentityId } from "@/lib/core/ids";
import { checkEmailDomain } from "@/lib/use-cases/login-providers/check-email-domain";
import { createLoginProvider } from "@/lib/use-cases/login-providers/create-login-provider";
import { decideHeldIdentity } from "@/lib/use-cases/login-providers/decide-held-identity";
import { addEmailDomain, deleteEmailDomain, updateEmailDomain } from "@/lib/use-cases/login-providers/email-domains";
import { getLoginProviders } from "@/lib/use-cases/login-providers/get-login-providers";
import { removeLoginProvider } from "@/lib/use-cases/login-providers/remove-login-provider";
import { switchLoginProvider } from "@/lib/use-cases/login-providers/switch-login-provider";
import { switchPassword } from "@/lib/use-cases/login-providers/switch-password";
import { updateLoginProvider } from "@/lib/use-cases/login-providers/update-login-provider";
import { os } from "./base";
import { toWire } from "./wire";

const ways = os.loginProviders;

export const loginProvidersRouter = {
  get: ways.get.handler(async ({ context }) => toWire(await getLoginProviders(context.actor, {}))),
  create: ways.create.handler(async ({ context, input }) => toWire(await createLoginProvider(context.actor, input))),
  update: ways.update.handler(async ({ context, input }) => toWire(await updateLoginProvider(context.actor, { ...input, id: LoginProviderId.parse(input.id) }))),
  switch: ways.switch.handler(async ({ context, input }) => toWire(await switchLoginProvider(context.actor, { ...input, id: LoginProviderId.parse(input.id) }))),
  remove: ways.remove.handler(({ context, input }) => removeLoginProvider(context.actor, { id: LoginProviderId.parse(input.id) })),
  switchPassword: ways.switchPassword.handler(({ context, input }) => switchPassword(context.actor, input)),
  addDomain: ways.addDomain.handler(async ({ context, input }) => toWire(await addEmailDomain(context.actor, input))),
  checkDomain: ways.checkDomain.handler(async ({ context, input }) => toWire(await checkEmailDomain(context.actor, input))),
  updateDomain: ways.updateDomain.handler(async ({ context, input }) =>
    toWire(
      await updateEmailDomain(context.actor, {
        id: EmailDomainId.parse(input.id),
        loginProviderId: input.loginProviderId === null ? null : LoginProviderId.parse(input.loginProviderId),
      }),
    ),
  ),
  removeDomain: ways.removeDomain.handler(({ context, input }) => deleteEmailDomain(context.actor, { id: EmailDomainId.parse(input.id) })),
  decideHeld: ways.decideHeld.handler(({ context, input }) => decideHeldIdentity(context.actor, { ...input, id: ProviderIdentityId.parse(input.id) })),
};
