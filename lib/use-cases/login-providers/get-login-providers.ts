import { z } from "zod";
import { listEmailDomains } from "@/lib/db/email-domains";
import { isPasswordSignInOn, listLoginProviders } from "@/lib/db/login-providers";
import { listHeldIdentities } from "@/lib/db/provider-identities";
import { useCase } from "../use-case";
import { toDomainView } from "./email-domain-view";
import { toProviderView } from "./login-provider-view";

/** Every way in, the domains that lead to them, and the sign-ins that wait for an Admin. */
export const getLoginProviders = useCase({
  permission: "source-of-truth:read",
  input: z.object({}),
  run: async ({ scope }) => ({
    isPasswordOn: await isPasswordSignInOn(scope),
    providers: (await listLoginProviders(scope)).map(toProviderView),
    domains: (await listEmailDomains(scope)).map(toDomainView),
    held: await listHeldIdentities(scope),
  }),
});
