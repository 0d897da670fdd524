import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeContract } from "@/lib/connectors/kit/contract-suite";
import { type ContractSubject, contextOf, walkSubject } from "@/lib/connectors/kit/contract-subject";
import { startFixture } from "@/lib/connectors/onelogin/fixture";
import { OneLoginUser } from "@/lib/connectors/onelogin/schema";
import { toSourceAccount } from "@/lib/connectors/onelogin/transform";

describeContract("onelogin", startFixture, "http");

const read = (user: object) => toSourceAccount(OneLoginUser.parse({ id: 1, ...user }), user);

describe("OneLogin's own traps", () => {
  let subject: ContractSubject;
  beforeAll(async () => {
    subject = await startFixture(60);
  });
  afterAll(async () => subject.provider?.stop());

  test("asks by name for what the plain list leaves out", async () => {
    const { pages } = await walkSubject(subject);
    expect(pages[0]?.accounts[0]).toMatchObject({ profile: { title: expect.any(String) as unknown, department: expect.any(String) as unknown }, raw: { custom_attributes: { employee_number: "000001" } } });
  });

  test("takes the number of the rate limit for seconds that remain", async () => {
    await subject.provider?.failWith({ kind: "status", status: 429, headers: { "x-ratelimit-reset": "25" } });
    const error: unknown = await walkSubject(subject).catch((caught: unknown) => caught);
    await subject.provider?.heal();
    expect(error).toMatchObject({ kind: "RATE_LIMITED", retryAfterMs: 25_000 });
  });

  test("reads how many there are from the headers, so that a short list proves no absence", async () => {
    const { total } = await subject.connector.check(contextOf(subject));
    expect(total).toBe(60);
    expect((await walkSubject(subject)).progress.lastTotal).toBe(60);
  });

  test.each([
    [0, 1, null, "unactivated", "STAGED"],
    [0, 1, "2024-01-02T08:00:00Z", "deactivated", "DEPROVISIONED"],
    [1, 1, null, "active", "ACTIVE"],
    [2, 1, null, "suspended", "SUSPENDED"],
    [3, 1, null, "locked", "ACTIVE"],
    [4, 1, null, "password expired", "ACTIVE"],
    [5, 1, null, "awaiting password reset", "ACTIVE"],
    [7, 1, null, "password pending", "STAGED"],
    [8, 1, null, "security questions required", "ACTIVE"],
    [6, 1, null, "status 6", "UNKNOWN"],
    [99, 1, null, "status 99", "UNKNOWN"],
    [1, 0, null, "unapproved", "STAGED"],
    [2, 0, null, "suspended", "SUSPENDED"],
    [1, 2, null, "rejected", "DEPROVISIONED"],
    [1, 3, null, "unlicensed", "DEPROVISIONED"],
    [1, 9, null, "state 9", "UNKNOWN"],
    [undefined, 1, null, "(missing)", "UNKNOWN"],
  ])("reads status %j with state %j, activated %j, as %s", (status, state, activated_at, rawStatus, ours) => {
    expect(read({ status, state, activated_at })).toMatchObject({ rawStatus, status: ours });
  });
});
