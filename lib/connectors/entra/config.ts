import { z } from "zod";
import { CLOUDS } from "@/lib/connectors/entra/clouds";
import { baseUrlField } from "@/lib/connectors/kit/base-url";
import { certificateField } from "@/lib/connectors/kit/certificate-field";

const tenant = z.string().trim().regex(/^[\w.-]+$/, "Enter the tenant's id or one of its domains.").max(200);

export const config = z.object({
  tenantId: tenant.meta({ title: "Directory (tenant) id", description: "On the overview page of the app registration.", examples: ["72f988bf-86f1-41af-91ab-2d7cd011db47"] }),
  clientId: z.uuid("Enter the application's id.").meta({ title: "Application (client) id", description: "On the same page.", examples: ["6731de76-14a6-49ae-97bc-6eba6914391e"] }),
  cloud: z.enum(Object.keys(CLOUDS) as (keyof typeof CLOUDS)[]).default("Global").meta({ title: "Cloud", description: "Where the tenant is; Global for almost everybody." }),
  certificate: certificateField({
    title: "Certificate",
    description: "Only without a client secret: the certificate (PEM) that was uploaded to the app registration. Its private key is entered below.",
  }).optional(),
  apiUrl: baseUrlField({ title: "API address", description: "Only for a gateway or a sovereign cloud that is not in the list.", examples: ["https://graph.microsoft.com"], path: "dropped" }).optional(),
  tokenUrl: baseUrlField({ title: "Token address", description: "Only for a gateway or a sovereign cloud that is not in the list.", examples: ["https://login.microsoftonline.com"], path: "dropped" }).optional(),
});
export type Config = z.output<typeof config>;

export const secrets = z
  .object({
    clientSecret: z.string().trim().max(1_000).optional().meta({ title: "Client secret", description: "The value of a client secret, not its id." }),
    privateKey: z.string().trim().max(20_000).optional().meta({ title: "Private key", description: "Only with a certificate: its key as PEM (PKCS #8)." }),
  })
  .refine(({ clientSecret, privateKey }) => clientSecret || privateKey, { path: ["clientSecret"], message: "Enter the client secret, or a certificate and its private key." });

export const toApiUrl = ({ apiUrl, cloud }: Config): string => apiUrl ?? CLOUDS[cloud].graph;
export const toTokenUrl = ({ tokenUrl, cloud, tenantId }: Config): URL => new URL(`/${encodeURIComponent(tenantId)}/oauth2/v2.0/token`, tokenUrl ?? CLOUDS[cloud].login);
