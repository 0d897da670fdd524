import { afterAll, beforeAll, expect, it } from "vitest";
import { ProviderIdentityId } from "@/lib/core/ids";
import { inOrganization } from "@/lib/db/in-organization";
import { decideHeldIdentity } from "@/lib/use-cases/login-providers/decide-held-identity";
import { getLoginProviders } from "@/lib/use-cases/login-providers/get-login-providers";
import { listWaysIn } from "@/lib/use-cases/login-providers/list-ways-in";
import { switchLoginProvider } from "@/lib/use-cases/login-providers/switch-login-provider";
import { switchPassword } from "@/lib/use-cases/login-providers/switch-password";
import { updateLoginProvider } from "@/lib/use-cases/login-providers/update-login-provider";
import { visitorOf } from "@/lib/auth/visitor";
import { givenOrganization, givenUser, type GivenOrganization } from "@/tests/support/given";
import { givenDomain, givenLoginProvider, givenPeopleFromSource } from "@/tests/support/given-login-provider";
import { startOpenIdProvider, type OpenIdPerson, type OpenIdProvider } from "@/tests/support/open-id-provider";
import { SsoBrowser } from "@/tests/support/sso-browser";

const redirectUris: string[] = [];
let openId: OpenIdProvider;
beforeAll(async () => {
  openId = await startOpenIdProvider(() => redirectUris);
});
afterAll(() => openId.close());

const givenProvider = (organization: GivenOrganization) => givenLoginProvider(organization, openId, (uri) => redirectUris.push(uri));

async function signIn(id: string, person: OpenIdPerson): Promise<{ at: URL; browser: SsoBrowser }> {
  openId.be(person);
  const browser = new SsoBrowser();
  return { at: await browser.follow(`/api/auth/sso/start/${id}`), browser };
}

const visitor = (browser: SsoBrowser) => visitorOf(new Headers({ cookie: `next-auth.session-token=${browser.sessionToken ?? ""}` }));

function log({ organizationId }: GivenOrganization, action: string) {
  return inOrganization(organizationId, ({ db }) => db.activityEntry.findMany({ where: { organizationId, action }, orderBy: { id: "asc" } }));
}

async function givenPetra() {
  const organization = await givenOrganization();
  const domain = await givenDomain(organization.organizationId);
  const email = `petra@${domain}`;
  await givenPeopleFromSource(organization.organizationId, [email]);
  return { organization, id: await givenProvider(organization), email, domain };
}

it("signs in a person of a source at once where the provider has verified an address of a proven domain", async () => {
  const { organization, id, email } = await givenPetra();
  const { at, browser } = await signIn(id, { sub: "petra-1", email, email_verified: true });
  expect(at.pathname).toBe("/");
  expect(await visitor(browser)).toMatchObject({ kind: "person", person: { email }, organization: { id: organization.organizationId } });
  expect(await log(organization, "sso.identity_linked")).toHaveLength(1);
  const again = await signIn(id, { sub: "petra-1", email: "renamed@elsewhere.test", email_verified: false });
  expect(await visitor(again.browser)).toMatchObject({ kind: "person", person: { email } });
});

it("shows a blocked person the blocked page after the provider's yes, and lets them in again once they are active", async () => {
  const { organization, id, email } = await givenPetra();
  const petra = { sub: "petra-1", email, email_verified: true };
  const first = await signIn(id, petra);
  const status = (employeeStatus: "ACTIVE" | "SUSPENDED") =>
    inOrganization(organization.organizationId, ({ db }) => db.user.updateMany({ where: { organizationId: organization.organizationId, email }, data: { employeeStatus } }));
  await status("SUSPENDED");
  expect((await visitor(first.browser)).kind).toBe("blocked");
  const blocked = await signIn(id, petra);
  expect(blocked.at.pathname).toBe("/blocked");
  expect(blocked.browser.sessionToken).toBeUndefined();
  await status("ACTIVE");
  expect((await visitor((await signIn(id, petra)).browser)).kind).toBe("person");
});

it("AUT-5: an Organization's provider that claims an address of another Organization, however written, opens and links nothing", async () => {
  const victim = await givenPetra();
  const attacker = await givenOrganization();
  const id = await givenProvider(attacker);
  const [local = "", domain = ""] = victim.email.split("@");
  const claimed = [victim.email, `${local}＠${domain}`, victim.email.toUpperCase(), `${victim.email}.`, `${local}+x@${domain}`, attacker.adminEmail, attacker.adminEmail.toUpperCase()];
  for (const [index, email] of claimed.entries()) {
    const { at, browser } = await signIn(id, { sub: `stranger-${String(index)}`, email, email_verified: true });
    expect(at.search).toBe("?error=sso-not-linked");
    expect(browser.sessionToken).toBeUndefined();
  }
  const links = await inOrganization(attacker.organizationId, ({ db }) => db.providerIdentity.findMany({ where: { organizationId: attacker.organizationId } }));
  expect(links.map(({ state }) => state)).toEqual(["HELD", "HELD"]);
  expect(await log(attacker, "sso.identity_conflict")).toHaveLength(2);
  expect(await log(victim.organization, "sso.identity_linked")).toEqual([]);
});

it("AUT-6: a User made by hand is never linked by an address; an Admin decides, and only then it opens", async () => {
  const organization = await givenOrganization();
  const domain = await givenDomain(organization.organizationId);
  const { email } = await givenUser(organization.organizationId, { email: `victim@${domain}`, password: "chosen by whoever invited" });
  const id = await givenProvider(organization);
  const victim = { sub: "victim", email, email_verified: true };
  expect((await signIn(id, victim)).at.search).toBe("?error=sso-not-linked");
  expect((await signIn(id, victim)).at.search).toBe("?error=sso-not-linked");
  const { held } = await getLoginProviders(organization.admin, {});
  expect(held).toMatchObject([{ email, because: "user-made-by-hand" }]);
  await decideHeldIdentity(organization.admin, { id: ProviderIdentityId.parse(held[0]?.id), decision: "link" });
  expect(await visitor((await signIn(id, victim)).browser)).toMatchObject({ kind: "person", person: { email } });
});

it("AUT-6: an address that the provider has not verified, or of a domain that is not proven, is held", async () => {
  const { organization, id, email } = await givenPetra();
  expect((await signIn(id, { sub: "petra", email, email_verified: false })).at.search).toBe("?error=sso-not-linked");
  await inOrganization(organization.organizationId, ({ db }) => db.emailDomain.updateMany({ where: { organizationId: organization.organizationId }, data: { provenAt: null } }));
  expect((await signIn(id, { sub: "petra-2", email, email_verified: true })).at.search).toBe("?error=sso-not-linked");
  const { held } = await getLoginProviders(organization.admin, {});
  expect(held.map(({ because }) => because)).toEqual(["email-not-verified", "other-account-before"]);
});

it("AUT-7: two Organizations with the same issuer, client and subject share nothing", async () => {
  const a = await givenPetra();
  const petra = { sub: "petra", email: a.email, email_verified: true };
  await signIn(a.id, petra);
  const b = await givenOrganization();
  const idOfB = await givenProvider(b);
  const atB = await signIn(idOfB, petra);
  expect(atB.at.search).toBe("?error=sso-not-linked");
  expect(atB.browser.sessionToken).toBeUndefined();
  expect(await inOrganization(b.organizationId, ({ db }) => db.providerIdentity.count())).toBe(0);
});

it("AUT-9: a new subject with an old address is held, and once linked the old one opens nothing", async () => {
  const { organization, id, email } = await givenPetra();
  const before = await signIn(id, { sub: "old", email, email_verified: true });
  expect((await signIn(id, { sub: "new", email, email_verified: true })).at.search).toBe("?error=sso-not-linked");
  const { held } = await getLoginProviders(organization.admin, {});
  expect(held).toMatchObject([{ subject: "new", because: "other-account-before" }]);
  await decideHeldIdentity(organization.admin, { id: ProviderIdentityId.parse(held[0]?.id), decision: "link" });
  expect((await visitor(before.browser)).kind).toBe("anonymous");
  expect((await signIn(id, { sub: "old", email, email_verified: true })).at.search).toBe("?error=sso-not-linked");
  expect((await visitor((await signIn(id, { sub: "new" })).browser)).kind).toBe("person");
});

it("is on only with settings that a test sign-in passed with, and ends its sessions when it is off", async () => {
  const { organization, id, email } = await givenPetra();
  const { browser } = await signIn(id, { sub: "petra", email, email_verified: true });
  const { providers } = await getLoginProviders(organization.admin, {});
  expect(providers).toMatchObject([{ isTested: true, isOn: true, testResult: { subject: "the-tester" } }]);
  expect(JSON.stringify(providers)).not.toContain(openId.clientSecret);
  const changed = await updateLoginProvider(organization.admin, { id, clientSecret: "another-secret-altogether" });
  expect(changed).toMatchObject({ isTested: false, isOn: false });
  expect((await visitor(browser)).kind).toBe("anonymous");
  await expect(switchLoginProvider(organization.admin, { id, isOn: true })).rejects.toMatchObject({ code: "conflict" });
});

it("lets no Admin close the last way in for Admins", async () => {
  const organization = await givenOrganization();
  const id = await givenProvider(organization);
  await expect(switchPassword(organization.admin, { isOn: false })).rejects.toMatchObject({ code: "conflict" });
  await signIn(id, { sub: "ada", email: organization.adminEmail, email_verified: true });
  const { held } = await getLoginProviders(organization.admin, {});
  await decideHeldIdentity(organization.admin, { id: ProviderIdentityId.parse(held[0]?.id), decision: "link" });
  await switchPassword(organization.admin, { isOn: false });
  await expect(switchLoginProvider(organization.admin, { id, isOn: false })).rejects.toMatchObject({ code: "conflict" });
});

it("leads an address to its providers by its domain alone, whether or not there is such a person", async () => {
  const { id, email, domain } = await givenPetra();
  const ways = await listWaysIn(email);
  expect(ways).toMatchObject([{ id }]);
  expect(await listWaysIn(`nobody@${domain}`)).toEqual(ways);
  expect(await listWaysIn("petra@unknown.test")).toEqual([]);
});
