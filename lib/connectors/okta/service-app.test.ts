import { createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OKTA_STATUSES, startFakeOkta } from "@/demo/fake-okta";
import { peopleInEveryStatus } from "@/demo/synthetic-people";
import { describeContract } from "@/lib/connectors/kit/contract-suite";
import { type ContractSubject, contextOf, walkSubject } from "@/lib/connectors/kit/contract-subject";
import { register } from "@/lib/connectors/kit/register";
import { okta } from "@/lib/connectors/okta";

const CLIENT_ID = "0oa1b2c3d4e5f6g7h8i9";

const pemOf = (key: KeyObject): string => key.export({ type: "pkcs8", format: "pem" }).toString();
const newKey = (): KeyObject => generateKeyPairSync("rsa", { modulusLength: 2_048 }).privateKey;

async function startWith(key: KeyObject, privateKey: string, count = 700) {
  const people = peopleInEveryStatus(count, OKTA_STATUSES, (index) => `00u${String(index).padStart(6, "0")}`);
  const provider = await startFakeOkta({ port: 0, people, token: "00s3cr3tToken", serviceApp: { clientId: CLIENT_ID, key: createPublicKey(key) } });
  return {
    connector: register(okta),
    config: { baseUrl: provider.url, clientId: CLIENT_ID },
    secrets: { privateKey },
    wrongSecrets: { privateKey: pemOf(newKey()) },
    ids: people.map(({ id }) => id),
    abilities: ["changes", "look-up"] as const,
    fetchesTokens: true,
    provider,
  } satisfies ContractSubject;
}

describeContract(
  "okta",
  () => {
    const key = newKey();
    return startWith(key, pemOf(key));
  },
  "http",
);

describe("Okta's credentials", () => {
  const ec = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
  let subject: Awaited<ReturnType<typeof startWith>>;
  beforeAll(async () => {
    subject = await startWith(ec, JSON.stringify({ ...ec.export({ format: "jwk" }), kid: "key-1" }), 16);
  });
  afterAll(async () => subject.provider.stop());

  test("takes the key as Okta shows it, a JWK of an elliptic curve too", async () => {
    expect(await subject.connector.check(contextOf(subject))).toMatchObject({ total: 16, warnings: [] });
  });

  test("uses the API token where no client id is given, and asks for no access token then", async () => {
    const byToken = { ...subject, config: { baseUrl: subject.provider.url }, secrets: { apiToken: "00s3cr3tToken" } };
    const before = subject.provider.requests.length;
    expect((await walkSubject(byToken)).progress.accounts).toBe(16);
    expect(subject.provider.requests.slice(before).filter((request) => request.startsWith("POST"))).toEqual([]);
  });

  test("says which of the two is missing where only the other was given", async () => {
    const settings = { baseUrl: subject.provider.url };
    await expect(walkSubject({ ...subject, config: settings })).rejects.toMatchObject({ kind: "AUTH_REJECTED", message: expect.stringContaining("API token") as unknown });
    const other = { ...subject, config: { ...settings, clientId: CLIENT_ID }, secrets: { apiToken: "00s3cr3tToken" } };
    await expect(walkSubject(other)).rejects.toMatchObject({ kind: "AUTH_REJECTED", message: expect.stringContaining("private key") as unknown });
    expect(subject.connector.secrets.safeParse({}).error?.issues).toMatchObject([{ path: ["apiToken"] }]);
  });

  test("counts deactivated people among those it checks, whom Okta's plain list leaves out", async () => {
    expect((await subject.connector.check(contextOf(subject))).byStatus).toEqual({ ACTIVE: 8, STAGED: 4, SUSPENDED: 2, DEPROVISIONED: 2 });
  });

  test("begins changes five minutes back, because Okta's search lags behind its writes", async () => {
    const start = await subject.connector.changes?.list(contextOf(subject), undefined);
    const lagMs = Date.now() - Date.parse(start?.watermark ?? "");
    expect(lagMs).toBeGreaterThanOrEqual(5 * 60_000);
    const [person] = subject.provider.people();
    subject.provider.setStatus(person?.id ?? "", "DEPROVISIONED");
    const changed = await subject.connector.changes?.list(contextOf(subject), start?.watermark);
    expect(changed?.accounts).toMatchObject([{ externalId: person?.id, status: "DEPROVISIONED" }]);
  });

  test("waits until the instant that Okta names in seconds since 1970", async () => {
    const resetSeconds = Math.floor(Date.now() / 1_000) + 40;
    subject.provider.failWith({ kind: "status", status: 429, headers: { "x-rate-limit-reset": String(resetSeconds) } });
    const error: unknown = await walkSubject(subject).catch((caught: unknown) => caught);
    subject.provider.heal();
    expect(error).toMatchObject({ kind: "RATE_LIMITED" });
    const { retryAfterMs } = error as { retryAfterMs: number };
    expect(retryAfterMs).toBeGreaterThan(20_000);
    expect(retryAfterMs).toBeLessThanOrEqual(60_000);
  });
});
