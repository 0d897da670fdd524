import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { inOrganization } from "@/lib/db/in-organization";
import { checkEmailDomain, recheckEmailDomains } from "@/lib/use-cases/login-providers/check-email-domain";
import { addEmailDomain } from "@/lib/use-cases/login-providers/email-domains";
import { getLoginProviders } from "@/lib/use-cases/login-providers/get-login-providers";
import { proveDomainByOperator } from "@/lib/use-cases/login-providers/prove-domain-by-operator";
import { startDnsServer } from "@/tests/support/dns-server";
import { givenOrganization, type GivenOrganization } from "@/tests/support/given";

let dns: Awaited<ReturnType<typeof startDnsServer>>;
beforeAll(async () => {
  dns = await startDnsServer();
  process.env["DNS_SERVER"] = dns.address;
});
afterAll(() => dns.close());

const provenBy = async ({ admin }: GivenOrganization) => (await getLoginProviders(admin, {})).domains.map((domain) => domain.provenBy);

async function aDayLater({ organizationId }: GivenOrganization): Promise<void> {
  await inOrganization(organizationId, ({ db }) => db.emailDomain.updateMany({ where: { organizationId, nextCheckAt: { not: null } }, data: { nextCheckAt: new Date(0) } }));
  await recheckEmailDomains();
}

it("proves a domain by its TXT record only, keeps it while the DNS is silent, and gives it up when the record is gone", async () => {
  const organization = await givenOrganization();
  const { id, record } = await addEmailDomain(organization.admin, { domain: `${randomUUID().slice(0, 8)}.test` });
  await expect(checkEmailDomain(organization.admin, { id })).rejects.toMatchObject({ code: "conflict" });
  dns.records.set(record.name, `${record.value}-of-somebody-else`);
  await expect(checkEmailDomain(organization.admin, { id })).rejects.toMatchObject({ code: "conflict" });

  dns.records.set(record.name, record.value);
  expect(await checkEmailDomain(organization.admin, { id })).toMatchObject({ provenBy: "dns" });

  dns.state.isDown = true;
  await aDayLater(organization);
  dns.state.isDown = false;
  expect(await provenBy(organization)).toEqual(["dns"]);

  dns.records.delete(record.name);
  await aDayLater(organization);
  expect(await provenBy(organization)).toEqual([null]);
  const lost = await inOrganization(organization.organizationId, ({ db }) => db.activityEntry.count({ where: { organizationId: organization.organizationId, action: "email_domain.lost" } }));
  expect(lost).toBe(1);
});

it("takes the operator's word, which no look-up takes back", async () => {
  const organization = await givenOrganization();
  await proveDomainByOperator(organization.organizationId, "Example.TEST");
  await aDayLater(organization);
  expect(await provenBy(organization)).toEqual(["operator"]);
});

it("takes for a domain only what can stand after the @", async () => {
  const { admin } = await givenOrganization();
  for (const domain of ["", "example", "a@b.test", "exa mple.test", ".test"]) {
    await expect(addEmailDomain(admin, { domain }), domain).rejects.toMatchObject({ code: "invalid_input" });
  }
});
