import { oc } from "@orpc/contract";
import { z } from "zod";
import { Instant, Named } from "./common";

const Kind = z.enum(["google", "microsoft", "oidc"]);

export const LoginProvider = z.object({
  id: z.uuid(),
  kind: Kind,
  name: z.string(),
  issuer: z.string(),
  clientId: z.string(),
  secretLastFour: z.string(),
  /** To be entered at the provider. */
  redirectUri: z.string(),
  /** Where a sign-in begins; also the provider's initiate_login_uri. */
  startUri: z.string(),
  /** A test sign-in passed with the settings as they are. */
  isTested: z.boolean(),
  testedAt: Instant.nullable(),
  /** What the provider said of whoever tested. */
  testResult: z.record(z.string(), z.unknown()).nullable(),
  isOn: z.boolean(),
});

export const EmailDomain = z.object({
  id: z.uuid(),
  domain: z.string(),
  provenAt: Instant.nullable(),
  provenBy: z.enum(["dns", "operator"]).nullable(),
  /** Where its people sign in; null for every provider that is on. */
  loginProviderId: z.uuid().nullable(),
  /** The TXT record that proves it. */
  record: z.object({ name: z.string(), value: z.string() }),
});

export const HeldIdentity = z.object({
  id: z.uuid(),
  provider: Named,
  email: z.string().nullable(),
  name: z.string().nullable(),
  subject: z.string(),
  because: z.string().nullable(),
  user: Named,
  since: Instant,
});

const Settings = z.object({
  name: z.string().trim().min(1).max(60),
  /** Of an OpenID Connect provider; Google has its own. */
  issuer: z.string().max(500).optional(),
  /** Of Microsoft: the Directory (tenant) ID. */
  tenant: z.string().max(100).optional(),
  clientId: z.string().trim().min(1).max(300),
  clientSecret: z.string().trim().min(1).max(1_000),
});
const ById = z.object({ id: z.uuid() });
const tags = ["Login Providers"];

export const loginProvidersContract = {
  get: oc
    .route({ method: "GET", path: "/login-providers", tags, summary: "Every way to sign in, proven domains, and sign-ins that wait for an Admin" })
    .output(z.object({ isPasswordOn: z.boolean(), providers: z.array(LoginProvider), domains: z.array(EmailDomain), held: z.array(HeldIdentity) })),
  create: oc
    .route({ method: "POST", path: "/login-providers", successStatus: 201, tags, summary: "Add a provider; it stays off until a test sign-in passed" })
    .input(Settings.extend({ kind: Kind }))
    .output(LoginProvider),
  update: oc
    .route({ method: "PATCH", path: "/login-providers/{id}", tags, summary: "Change a provider; anything but its name switches it off until it is tested again" })
    .input(Settings.partial().extend(ById.shape))
    .output(LoginProvider),
  switch: oc
    .route({ method: "PUT", path: "/login-providers/{id}/on", tags, summary: "Switch a provider on or off" })
    .input(ById.extend({ isOn: z.boolean() }))
    .output(LoginProvider),
  remove: oc.route({ method: "DELETE", path: "/login-providers/{id}", tags, summary: "Remove a provider and what it knows of people" }).input(ById).output(ById),
  switchPassword: oc
    .route({ method: "PUT", path: "/login-providers/password/on", tags, summary: "Switch the password on or off" })
    .input(z.object({ isOn: z.boolean() }))
    .output(z.object({ isOn: z.boolean() })),
  addDomain: oc
    .route({ method: "POST", path: "/email-domains", successStatus: 201, tags, summary: "Claim a domain" })
    .input(z.object({ domain: z.string().max(253) }))
    .output(EmailDomain),
  checkDomain: oc.route({ method: "POST", path: "/email-domains/{id}/check", tags, summary: "Look for the TXT record now" }).input(ById).output(EmailDomain),
  updateDomain: oc
    .route({ method: "PATCH", path: "/email-domains/{id}", tags, summary: "Choose where its people sign in" })
    .input(ById.extend({ loginProviderId: z.uuid().nullable() }))
    .output(EmailDomain),
  removeDomain: oc.route({ method: "DELETE", path: "/email-domains/{id}", tags, summary: "Give a domain up" }).input(ById).output(ById),
  decideHeld: oc
    .route({ method: "POST", path: "/held-sign-ins/{id}/decision", tags, summary: "Link or refuse a sign-in that was held" })
    .input(ById.extend({ decision: z.enum(["link", "refuse"]) }))
    .output(ById),
};
