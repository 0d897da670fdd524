import { z } from "zod";
import { baseUrlField } from "@/lib/connectors/kit/base-url";

const beside = (...is: ("bearer" | "basic" | "oauth2")[]) => ({ showWhen: { field: "auth", is } });

export const config = z.object({
  baseUrl: baseUrlField({
    title: "SCIM base URL",
    description: "The address under which the server answers /Users.",
    examples: ["https://directory.example.com/scim/v2"],
    path: "kept",
  }),
  auth: z.enum(["bearer", "basic", "oauth2"]).default("bearer").meta({
    title: "Signing in",
    description: "What the other system asks of a client that reads its users.",
    labels: { bearer: "Bearer token", basic: "User name and password", oauth2: "OAuth client credentials" },
  }),
  username: z.string().trim().max(500).optional().meta({ title: "User name", description: "As in the other system.", examples: ["scim-reader"], ...beside("basic"), needed: true }),
  clientId: z.string().trim().max(500).optional().meta({ title: "Client id", description: "Of a client that may read users.", examples: ["scim-reader"], ...beside("oauth2"), needed: true }),
  tokenUrl: baseUrlField({ title: "Token address", description: "Where access tokens are given.", examples: ["https://login.example.com/oauth2/token"], path: "kept" })
    .optional()
    .meta({ title: "Token address", description: "Where access tokens are given.", examples: ["https://login.example.com/oauth2/token"], ...beside("oauth2"), needed: true }),
  scope: z.string().trim().max(1_000).optional().meta({ title: "Scope", description: "What the token has to be asked for, where the server wants one.", examples: ["scim.read"], ...beside("oauth2") }),
});
export type ScimConfig = z.output<typeof config>;

export const secrets = z
  .object({
    token: z.string().trim().max(8_000).optional().meta({ title: "Bearer token", description: "A token that may read users.", ...beside("bearer"), needed: true }),
    password: z.string().max(1_000).optional().meta({ title: "Password", description: "Of a user who may read users.", ...beside("basic"), needed: true }),
    clientSecret: z.string().trim().max(1_000).optional().meta({ title: "Client secret", description: "Of the client.", ...beside("oauth2"), needed: true }),
  })
  .refine(({ token, password, clientSecret }) => token || password || clientSecret, { path: ["token"], message: "Enter the bearer token, or what the chosen way of signing in needs." });
export type ScimSecrets = z.output<typeof secrets>;
