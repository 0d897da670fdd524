import { randomUUID } from "node:crypto";
import { LoginProviderId, type OrganizationId } from "@/lib/core/ids";
import { inOrganization } from "@/lib/db/in-organization";
import { createLoginProvider } from "@/lib/use-cases/login-providers/create-login-provider";
import { switchLoginProvider } from "@/lib/use-cases/login-providers/switch-login-provider";
import { expect } from "vitest";
import { account, givenPolicy, givenSource, runEngine } from "./engine";
import type { GivenOrganization } from "./given";
import type { OpenIdProvider } from "./open-id-provider";
import { SsoBrowser } from "./sso-browser";

/** Set up, tested by the Admin and switched on, as on the page of the Login Providers. Answers its id. */
export async function givenLoginProvider(organization: GivenOrganization, openId: OpenIdProvider, onMade: (redirectUri: string) => void = () => undefined): Promise<LoginProviderId> {
  const made = await createLoginProvider(organization.admin, { kind: "oidc", name: "Test IdP", ...openId });
  onMade(made.redirectUri);
  openId.be({ sub: "the-tester" });
  const browser = new SsoBrowser();
  browser.giveSession(organization.sessionToken);
  const page = await browser.follow(`/api/auth/sso/test/${made.id}`);
  expect(page.searchParams.get("refusal")).toBeNull();
  await switchLoginProvider(organization.admin, { id: made.id, isOn: true });
  return LoginProviderId.parse(made.id);
}

/** A domain that the Organization has proven. */
export async function givenDomain(organizationId: OrganizationId): Promise<string> {
  const domain = `${randomUUID().slice(0, 8)}.test`;
  await inOrganization(organizationId, ({ db }) => db.emailDomain.create({ data: { organizationId, domain, token: "t", provenAt: new Date(), provenBy: "operator" } }));
  return domain;
}

/** People whom a run over a source created. */
export async function givenPeopleFromSource(organizationId: OrganizationId, emails: readonly string[]): Promise<void> {
  const integrationId = await givenSource(organizationId, "Directory");
  await givenPolicy(organizationId, [integrationId]);
  const accounts = emails.map((email) => account(email, { email, givenName: "Petra", familyName: "Person" }));
  await runEngine(organizationId, { walks: [{ integrationId, accounts }] });
}
