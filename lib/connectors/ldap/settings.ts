import { FilterParser } from "ldapts";
import { z } from "zod";
import { certificateField } from "@/lib/connectors/kit/certificate-field";
import type { ConnectorContext } from "@/lib/connectors/kit/connector";
import { hostField, portField } from "@/lib/connectors/kit/host-field";
import { readAttributeNames } from "@/lib/connectors/ldap/attributes";

export const ldapConfig = z.object({
  host: hostField({
    title: "Server",
    description: "One server by its own name. For Active Directory name one domain controller, not the domain: each counts its changes by itself.",
    examples: ["dc1.acme.com"],
  }),
  encryption: z.enum(["LDAPS", "StartTLS"]).default("LDAPS").meta({
    title: "Encryption",
    description: "Passwords and people never travel in clear. LDAPS uses port 636, StartTLS port 389.",
    examples: ["LDAPS"],
  }),
  port: portField({ title: "Port", description: "Only where it is not the usual one.", examples: ["636"] }),
  baseDn: z.string().trim().min(1, "Enter the base DN.").max(1_000).meta({
    title: "Base DN",
    description: "Where your people are in the tree. Everything below it is read.",
    examples: ["OU=People,DC=acme,DC=com"],
  }),
  bindName: z.string().trim().min(1, "Enter the account to sign in with.").max(1_000).meta({
    title: "Account",
    description: "The account to read with, as a DN or, in Active Directory, as name@domain. It needs no right but to read.",
    examples: ["CN=lumos,OU=Services,DC=acme,DC=com", "lumos@acme.com"],
  }),
  filter: z
    .string()
    .trim()
    .max(4_000)
    .refine(isFilter, "This is no LDAP filter. One looks like (memberOf=CN=Staff,OU=Groups,DC=acme,DC=com).")
    .optional()
    .meta({
      title: "Filter",
      description: "Whom to read. In Active Directory it narrows down the people; elsewhere it stands in for (objectClass=inetOrgPerson).",
      examples: ["(memberOf=CN=Staff,OU=Groups,DC=acme,DC=com)"],
    }),
  attributes: z
    .string()
    .trim()
    .max(2_000)
    .refine((text) => readAttributeNames(text) !== undefined, "Enter names of attributes, with commas between them.")
    .optional()
    .meta({ title: "Further attributes", description: "Attributes to read for custom fields, beside the usual ones.", examples: ["costCenter, badgeNumber"] }),
  statusAttribute: z
    .string()
    .trim()
    .refine((text) => readAttributeNames(text)?.length === 1, "Enter the name of one attribute.")
    .optional()
    .meta({
      title: "Attribute with the status",
      description: "Only where an attribute of yours says in a word whether somebody is active. Locks and expiry dates are read anyway, and win.",
      examples: ["employmentStatus"],
    }),
  caCertificate: certificateField({
    title: "Certificate of your authority",
    description: "Only where the server's certificate is signed by an authority of your own. Then no other authority is trusted.",
  }).optional(),
});

export const ldapSecrets = z.object({
  // An empty password would sign in as nobody, which many servers answer as if it had worked.
  bindPassword: z.string().min(1, "Enter the password.").max(1_000).meta({ title: "Password", description: "The password of the account." }),
});

export type LdapContext = ConnectorContext<z.output<typeof ldapConfig>>;

function isFilter(text: string): boolean {
  try {
    FilterParser.parseString(text);
    return text.startsWith("(");
  } catch {
    return false;
  }
}
