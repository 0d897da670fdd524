import { generateKeyPairSync } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { connect } from "@/lib/connectors/kit/connect";
import { type ContractSubject, contextOf } from "@/lib/connectors/kit/contract-subject";
import { describeContract } from "@/lib/connectors/kit/contract-suite";
import { startFakeSalesforce, startFixture } from "@/lib/connectors/salesforce/fixture";

describeContract("salesforce", startFixture, "http");

describe("Salesforce's own traps", () => {
  const started: ContractSubject[] = [];
  afterEach(async () => {
    for (const { provider } of started.splice(0)) await provider?.stop();
  });
  const start = async (): Promise<ContractSubject> => {
    const subject = await startFixture(3);
    started.push(subject);
    return subject;
  };
  const refuse = async (subject: ContractSubject, status: number, errorCode: string) => {
    await subject.provider?.failWith({ kind: "status", status, body: JSON.stringify([{ errorCode, message: "no" }]) });
  };

  test("waits where the day's requests are used up, which Salesforce words as 403", async () => {
    const subject = await start();
    await refuse(subject, 403, "REQUEST_LIMIT_EXCEEDED");
    await expect(subject.connector.listAccounts(contextOf(subject))).rejects.toMatchObject({ kind: "RATE_LIMITED", retryAfterMs: 3_600_000 });
    await subject.provider?.heal();
    await refuse(subject, 403, "API_DISABLED_FOR_ORG");
    await expect(subject.connector.listAccounts(contextOf(subject))).rejects.toMatchObject({ kind: "SCOPE_MISSING" });
  });

  test("never lets a frozen user look active because frozen logins may not be read any more", async () => {
    const subject = await start();
    const provider = await startFakeSalesforce({ people: [{ key: "ada", id: "005000000000001AAA", status: "frozen", email: "ada@acme.test", givenName: "Ada", familyName: "L" }], canSeeFrozen: false });
    const blind = { ...subject, config: { instanceUrl: provider.url }, provider };
    started.push(blind);
    await expect(subject.connector.listAccounts(contextOf(blind))).rejects.toMatchObject({ kind: "SCOPE_MISSING", message: expect.stringContaining("Manage Users") as unknown });
    await expect(subject.connector.check(contextOf(blind))).rejects.toMatchObject({ kind: "SCOPE_MISSING" });
    const chosen = { ...blind, config: { instanceUrl: provider.url, readFrozen: false } };
    expect((await subject.connector.listAccounts(contextOf(chosen))).accounts).toMatchObject([{ status: "ACTIVE" }]);
    expect((await subject.connector.check(contextOf(chosen))).warnings).toEqual([expect.stringContaining("Frozen")]);
  });

  test("refuses an empty batch that promises more, since the next page could not be found", async () => {
    const subject = await start();
    await subject.provider?.failWith({ kind: "emptyPage" });
    await expect(subject.connector.listAccounts(contextOf(subject))).rejects.toMatchObject({ kind: "UNEXPECTED_RESPONSE" });
  });

  test("puts nothing but an id into a query", async () => {
    const subject = await start();
    await expect(subject.connector.listAccounts(contextOf(subject), "' OR Name LIKE '%")).rejects.toMatchObject({ kind: "UNEXPECTED_RESPONSE" });
    expect(await subject.connector.getAccount?.(contextOf(subject), "' OR Name LIKE '%")).toBeUndefined();
  });

  test("signs in by a private key for the named user", async () => {
    const subject = await start();
    const privateKey = generateKeyPairSync("rsa", { modulusLength: 2_048 }).privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const config = subject.connector.config.parse({ ...(subject.config as object), username: "lumos@acme.test" });
    const context = connect(subject.connector, { config, secrets: { clientId: "3MVG9consumer", privateKey } }, { allowPrivateTargets: true });
    expect((await subject.connector.listAccounts(context)).accounts).toHaveLength(3);
    const keyless = connect(subject.connector, { config, secrets: { clientId: "3MVG9consumer", privateKey: "-----BEGIN PRIVATE KEY-----\nnonsense\n-----END PRIVATE KEY-----" } }, { allowPrivateTargets: true });
    await expect(subject.connector.listAccounts(keyless)).rejects.toMatchObject({ kind: "AUTH_REJECTED", message: expect.not.stringContaining("nonsense") as unknown });
  });
});
