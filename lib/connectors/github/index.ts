import { z } from "zod";
import { authenticateGithub } from "@/lib/connectors/github/authenticate";
import { checkEnterprise, readManagedUsers } from "@/lib/connectors/github/enterprise";
import { checkOrganization, readOrganizationPage } from "@/lib/connectors/github/organization";
import { githubStatusMap } from "@/lib/connectors/github/status-map";
import { baseUrlField } from "@/lib/connectors/kit/base-url";
import { defineConnector } from "@/lib/connectors/kit/connector";

const optionalText = z.string().trim().max(200).optional();

const config = z.object({
  reads: z.enum(["organization", "enterprise"]).default("organization").meta({
    title: "Who is read",
    description: "Of an organization: members, outside collaborators and invitations. Of an enterprise: everybody whom it provisions.",
    labels: { organization: "An organization", enterprise: "An enterprise with managed users" },
  }),
  slug: z
    .string()
    .trim()
    .min(1, "Enter the name as it is in GitHub's address.")
    .max(100)
    .regex(/^[A-Za-z0-9_-]+$/, "Enter the name alone, as it is in GitHub's address.")
    .meta({ title: "Organization or enterprise", description: "Its name as in github.com/NAME or github.com/enterprises/NAME.", examples: ["acme"] }),
  invitations: z.boolean().default(true).meta({
    title: "Read invitations",
    description: "Off for an organization of an enterprise with managed users, which has none.",
    showWhen: { field: "reads", is: ["organization"] },
  }),
  appId: optionalText.meta({ title: "App id", description: "Only with a private key: the id or client id of the GitHub App.", examples: ["123456"] }),
  installationId: optionalText.meta({ title: "Installation id", description: "Only with a private key: the number at the end of the installation's address.", examples: ["45678901"] }),
  apiUrl: baseUrlField({
    title: "API address",
    description: "Only for GitHub Enterprise Server, data residency or a gateway.",
    examples: ["https://api.github.com", "https://github.acme.com/api/v3", "https://api.acme.ghe.com"],
    path: "kept",
  }).default("https://api.github.com"),
});

const secrets = z.object({
  token: z.string().trim().max(1_000).optional().meta({
    title: "Personal access token",
    description: "Of an owner, with read:org and, for names, read:user (enterprise: scim:enterprise). Leave empty for a GitHub App.",
  }),
  privateKey: z.string().trim().max(20_000).optional().meta({ title: "Private key of the app", description: "The whole .pem file. Leave empty for a personal access token." }),
});

export const github = defineConnector({
  manifest: {
    id: "github",
    name: "GitHub",
    category: "app",
    summary: "Reads an organization's members, outside collaborators and invitations with their SAML identities, or an enterprise's managed users.",
    provides: ["email", "givenName", "familyName", "displayName"],
    statusMap: githubStatusMap,
    completeness: "PROVEN",
    reads: "http",
    setupSteps: [
      "In the organization's settings, open Developer settings, then GitHub Apps, and create an app with the organization permissions Members: read-only and Administration: read-only.",
      "Generate a private key, install the app to the organization, and note the app's id and the installation's id.",
      "Or, as an owner, create a personal access token (classic) with read:org and read:user; authorize it for single sign-on. For managed users it needs scim:enterprise.",
      "Enter the organization's or the enterprise's name and the credentials here.",
    ],
  },
  config,
  secrets,
  origin: ({ apiUrl }) => new URL(apiUrl),
  authenticate: ({ token, privateKey }, { appId, installationId, apiUrl, reads }, tools) =>
    authenticateGithub({ token, privateKey, appId, installationId, apiUrl, reads }, tools),

  check: (context) => (context.config.reads === "enterprise" ? checkEnterprise(context) : checkOrganization(context)),

  listAccounts: (context, cursor) => (context.config.reads === "enterprise" ? readManagedUsers(context, cursor) : readOrganizationPage(context, cursor)),
});
