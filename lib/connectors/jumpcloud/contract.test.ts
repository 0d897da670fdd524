import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startFixture, startJumpCloud } from "@/lib/connectors/jumpcloud/fixture";
import { JumpCloudUser } from "@/lib/connectors/jumpcloud/schema";
import { toSourceAccount } from "@/lib/connectors/jumpcloud/transform";
import { describeContract } from "@/lib/connectors/kit/contract-suite";
import { contextOf, walkSubject } from "@/lib/connectors/kit/contract-subject";

describeContract("jumpcloud", startFixture, "http");

const read = (user: object) => toSourceAccount(JumpCloudUser.parse({ _id: "5f", ...user }), user);

describe("JumpCloud's own traps", () => {
  let subject: Awaited<ReturnType<typeof startJumpCloud>>;
  beforeAll(async () => {
    subject = await startJumpCloud(250);
  });
  afterAll(async () => subject.provider.stop());

  test("asks for an order, without which pages leave people out", async () => {
    expect(new Set((await walkSubject(subject)).pages.flatMap(({ accounts }) => accounts.map(({ externalId }) => externalId))).size).toBe(250);
  });

  test("asks no more of who blocks it for abuse (403), and says what it may be", async () => {
    subject.provider.failWith({ kind: "status", status: 403, body: '{"message":"IP blocked, suspected abuse"}' });
    const error: unknown = await walkSubject(subject).catch((caught: unknown) => caught);
    subject.provider.heal();
    expect(error).toMatchObject({ kind: "SCOPE_MISSING", message: expect.stringContaining("blocked this server's address") as unknown });
  });

  test("doubts the list where the count falls while it is read, since somebody may have moved a place up", async () => {
    subject.provider.failWith({ kind: "shrinkingTotal" }, { atPage: 2, times: 1 });
    const { progress } = await walkSubject(subject);
    subject.provider.heal();
    expect(progress.incompleteBecause).toContain("fell from 250 to 225");
  });

  test("counts the people and some of their states in a check", async () => {
    expect(await subject.connector.check(contextOf(subject))).toMatchObject({ total: 250, byStatus: { ACTIVE: 25, STAGED: 50, SUSPENDED: 25 } });
  });

  test.each([
    [{ state: "ACTIVATED", activated: true }, "ACTIVE"],
    [{ state: "ACTIVATED", activated: true, account_locked: true, password_expired: true }, "ACTIVE"],
    [{ state: "ACTIVATED", activated: false }, "STAGED"],
    [{ state: "STAGED", activated: false }, "STAGED"],
    [{ state: "SUSPENDED", suspended: true }, "SUSPENDED"],
    [{ state: "ACTIVATED", activated: true, suspended: true }, "SUSPENDED"],
    [{ state: "ON_LEAVE" }, "UNKNOWN"],
    [{ activated: true }, "UNKNOWN"],
  ])("reads the status of %j", (user, status) => {
    expect(read(user)).toMatchObject({ status });
  });
});
