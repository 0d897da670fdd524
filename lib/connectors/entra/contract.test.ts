import { createPublicKey, generateKeyPairSync, X509Certificate } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { type EntraSubject, startEntra, startFixture } from "@/lib/connectors/entra/fixture";
import { EntraUser } from "@/lib/connectors/entra/schema";
import { toSourceAccount } from "@/lib/connectors/entra/transform";
import { describeContract } from "@/lib/connectors/kit/contract-suite";
import { contextOf, walkSubject } from "@/lib/connectors/kit/contract-subject";

describeContract("entra", startFixture, "http");

const NOW = Date.parse("2026-06-01T12:00:00Z");
const read = (user: object) => toSourceAccount(EntraUser.parse({ id: "1", ...user }), user, NOW);

describe("Microsoft's own traps", () => {
  let subject: EntraSubject;
  afterEach(async () => subject.provider.stop());

  const watermarkOf = async (): Promise<string> => (await subject.connector.changes?.list(contextOf(subject), undefined))?.watermark ?? "";
  const changesSince = async (watermark: string) => subject.connector.changes?.list(contextOf(subject), watermark);

  test("asks for every field by name, since the plain list leaves out whether somebody is blocked", async () => {
    subject = await startEntra(3);
    const { pages } = await walkSubject(subject);
    expect(pages[0]?.accounts.map(({ rawStatus }) => rawStatus)).toEqual(["enabled", "disabled", "PendingAcceptance"]);
    expect(pages[0]?.accounts[0]?.profile).toMatchObject({ manager: "ada@synthetic.test", startDate: "2024-01-01" });
  });

  test("reads of a changed person all that the complete list says, the manager too, whom delta leaves out", async () => {
    subject = await startEntra(40);
    const watermark = await watermarkOf();
    const people = subject.provider.people();
    for (const { key } of people) subject.provider.rename(key, { givenName: "Renamed" });
    const changed = await changesSince(watermark);
    const { pages } = await walkSubject(subject);
    expect(changed?.accounts).toHaveLength(40);
    expect(changed?.accounts).toEqual(pages[0]?.accounts);
  });

  test("takes @removed for a departure, and keeps what the recycle bin knows of the person", async () => {
    subject = await startEntra(5);
    const watermark = await watermarkOf();
    const [left] = subject.provider.people();
    subject.provider.remove(left?.id ?? "");
    expect(await changesSince(watermark)).toMatchObject({ accounts: [{ externalId: left?.id, status: "DEPROVISIONED", rawStatus: "deleted, can be restored", profile: { email: left?.email } }] });
  });

  test("says of a token older than seven days (410) that a complete sync begins anew", async () => {
    subject = await startEntra(3);
    await expect(changesSince("delta-of-last-week")).rejects.toMatchObject({ kind: "UNEXPECTED_RESPONSE", message: expect.stringContaining("seven days") as unknown });
  });

  test("reads a fractional Retry-After", async () => {
    subject = await startEntra(3);
    subject.provider.failWith({ kind: "status", status: 429, headers: { "retry-after": "2.128" } });
    await expect(walkSubject(subject)).rejects.toMatchObject({ kind: "RATE_LIMITED", retryAfterMs: 2_128 });
  });

  test("reads on without leave dates where they are not granted, and says what to grant", async () => {
    subject = await startEntra(3, { hidesLeaveDates: true });
    const { warnings } = await subject.connector.check(contextOf(subject));
    expect(warnings).toEqual([expect.stringContaining("User-LifeCycleInfo.Read.All")]);
    expect((await walkSubject(subject)).pages[0]?.accounts).toHaveLength(3);
    expect(await subject.connector.getAccount?.(contextOf(subject), subject.ids[0] ?? "")).toMatchObject({ externalId: subject.ids[0] });
  });

  test("signs in by a certificate, pasted without its line breaks too, and says until when it holds", async () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
    const thumbprint = Buffer.from(new X509Certificate(CERTIFICATE).fingerprint256.replaceAll(":", ""), "hex").toString("base64url");
    subject = await startEntra(3, { certificate: { key: createPublicKey(privateKey), thumbprint } });
    const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    for (const [certificate, key] of [[CERTIFICATE, pem], [CERTIFICATE.replaceAll("\n", ""), pem.replaceAll("\n", "")]] as const) {
      const signed = { ...subject, config: { ...(subject.config as object), certificate }, secrets: { privateKey: key } };
      expect(await subject.connector.check(contextOf(signed))).toMatchObject({ credentialsExpireAt: expect.stringMatching(/^21\d\d-/) as unknown });
    }
    const other = generateKeyPairSync("rsa", { modulusLength: 2_048 }).privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const wrong = { ...subject, config: { ...(subject.config as object), certificate: CERTIFICATE }, secrets: { privateKey: other } };
    await expect(subject.connector.check(contextOf(wrong))).rejects.toMatchObject({ kind: "AUTH_REJECTED" });
  });

  test.each([
    ["Global", "https://graph.microsoft.com", "https://login.microsoftonline.com"],
    ["US Government L4", "https://graph.microsoft.us", "https://login.microsoftonline.us"],
    ["US Government L5 (DoD)", "https://dod-graph.microsoft.us", "https://login.microsoftonline.us"],
    ["China (21Vianet)", "https://microsoftgraph.chinacloudapi.cn", "https://login.partner.microsoftonline.cn"],
  ])("sends nothing of the cloud %s to another", async (cloud, graph, login) => {
    subject = await startEntra(1);
    const { connector, config } = subject;
    const { tenantId, clientId } = connector.config.parse(config);
    const settings = connector.config.parse({ tenantId, clientId, cloud });
    expect(connector.origin?.(settings)?.origin).toBe(graph);
    expect(connector.tokenOrigin?.(settings, { clientSecret: "x" }).origin).toBe(login);
  });
});

describe("Microsoft's users", () => {
  test.each([
    ["enabled", { accountEnabled: true }, "ACTIVE"],
    ["blocked", { accountEnabled: false }, "SUSPENDED"],
    ["blocked, leave date past", { accountEnabled: false, employeeLeaveDateTime: "2026-05-31T23:59:59Z" }, "DEPROVISIONED"],
    ["blocked, leave date to come", { accountEnabled: false, employeeLeaveDateTime: "2026-06-30T23:59:59Z" }, "SUSPENDED"],
    ["blocked, hire date to come", { accountEnabled: false, employeeHireDate: "2026-07-01T00:00:00Z" }, "STAGED"],
    ["a guest who was invited", { accountEnabled: true, userType: "Guest", externalUserState: "PendingAcceptance" }, "STAGED"],
    ["a guest who accepted", { accountEnabled: true, userType: "Guest", externalUserState: "Accepted" }, "ACTIVE"],
    ["not said", {}, "UNKNOWN"],
  ])("reads the status of one who is %s", (_, user, status) => {
    expect(read(user)).toMatchObject({ status });
  });

  test("takes no principal name of a guest for an address, and no address of another system", () => {
    const { profile, aliases } = read({ mail: null, userPrincipalName: "ada_example.com#EXT#@acme.onmicrosoft.com", otherMails: ["Ada@example.com"], proxyAddresses: ["x500:/o=Acme", "smtp:ada.l@acme.test"] });
    expect(profile).toEqual({});
    expect(aliases).toEqual(["ada@example.com", "ada.l@acme.test"]);
  });
});

/** Public only; whose key is asked for is the test's own. */
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIDCzCCAfOgAwIBAgIUOvVeHA0Z25R12/3UCu5wb3HJTQAwDQYJKoZIhvcNAQEL
BQAwFDESMBAGA1UEAwwJYWNtZS1zeW5jMCAXDTI2MTEyNTAxNTAzMloYDzIxMjYx
MTAxMDE1MDMyWjAUMRIwEAYDVQQDDAlhY21lLXN5bmMwggEiMA0GCSqGSIb3DQEB
AQUAA4IBDwAwggEKAoIBAQCoCwGsPv4cwjaoQMTe+1agviJeRTikX/Z3A+SdAPRy
3jjvTRkvgWTcX6XbyDjspY+BNDu+3Raozj8XYIZ+ghL5yd4cFVwRhAMNnGODvBH0
pbdgvsow07hhUHwMeIcEbqI5BYn6fJk/5fkQKrCTa9EvsQ+7LI6Y5cKXbwNvXjB3
sl4UIoojEd6OItHzdqbj4i/jGEYs0pu2SzAUWHENmJPtAiShqebD2IP4I5nX6UgE
yeK5O0e5PnP5yLGvbUrJhlUFt3q6Cb94Va7vB+P15otDrUaZhqbMaut+zwBR/PDI
Tv/bj9y1WNUAJdzI7a84Hg0jP/wMDaMLPWKW4thjBZqnAgMBAAGjUzBRMB0GA1Ud
DgQWBBTz4q+Of8gi6RmyDdxU884WlKbWlTAfBgNVHSMEGDAWgBTz4q+Of8gi6Rmy
DdxU884WlKbWlTAPBgNVHRMBAf8EBTADAQH/MA0GCSqGSIb3DQEBCwUAA4IBAQAO
kqqd7+AD8gqVD+4tL9pDKxk9FQZ9mV9GZlASiwswr6LsPom17ns/ak7BfmiBlJFL
9X9RLrm7PWNggM+IwImjNnMAleF740geLAQm74A4yhs9LJadodinDkftb6VHGvSO
FlNL6wwtqbliqAYuUrwV8Zb0E4MgerIb/VVbWSfuu9UnSGKcHAEaRq0GYG17bk5+
YAZABZGksAto1Y69bJRSEoFD1guuPM6/Z+fkMNZWObSISnvepTLMoaaMuI8p7me2
3WBL5tXkBOEZypJ002zer3PPzw+bPuWiee/Cege/iuvWpj+Z9bmDXJFAvP9sI+1/
tLgyL4MwjVBQWpWLSRHL
-----END CERTIFICATE-----`;
