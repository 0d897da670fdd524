import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startFixture } from "@/lib/connectors/google-workspace/fixture";
import { GoogleUser } from "@/lib/connectors/google-workspace/schema";
import { toSourceAccount } from "@/lib/connectors/google-workspace/transform";
import { describeContract } from "@/lib/connectors/kit/contract-suite";
import { type ContractSubject, contextOf, walkSubject } from "@/lib/connectors/kit/contract-subject";

describeContract("google-workspace", startFixture, "http");

const read = (user: object) => toSourceAccount(GoogleUser.parse({ id: "1", suspended: false, ...user }), user);

describe("Google's own traps", () => {
  let subject: ContractSubject;
  beforeAll(async () => {
    subject = await startFixture(12);
  });
  afterAll(async () => subject.provider?.stop());

  const whileRefusing = async (status: number, reason: string): Promise<unknown> => {
    await subject.provider?.failWith({ kind: "status", status, body: JSON.stringify({ error: { code: status, errors: [{ reason }] } }) });
    const error = await walkSubject(subject).catch((caught: unknown) => caught);
    await subject.provider?.heal();
    return error;
  };

  test.each([
    ["userRateLimitExceeded", "RATE_LIMITED"],
    ["quotaExceeded", "RATE_LIMITED"],
    ["rateLimitExceeded", "RATE_LIMITED"],
    ["forbidden", "SCOPE_MISSING"],
    ["accessNotConfigured", "SCOPE_MISSING"],
  ])("tells a 403 that means too many requests from a denial: %s", async (reason, kind) => {
    expect(await whileRefusing(403, reason)).toMatchObject({ kind });
  });

  test("fails the walk where a page token has run out after its three days, so that nobody is removed", async () => {
    const walking = walkSubject(subject, "current a-token-of-last-week");
    await expect(walking).rejects.toMatchObject({ kind: "UNEXPECTED_RESPONSE", message: expect.stringContaining("three days") as unknown });
  });

  test("says what to delegate where the service account may not act for the administrator", async () => {
    const stranger = { ...subject, config: { ...(subject.config as object), adminEmail: "nobody@acme.test" } };
    await expect(subject.connector.check(contextOf(stranger))).rejects.toMatchObject({
      kind: "AUTH_REJECTED",
      message: expect.stringMatching(/domain-wide delegation lists the client id 104839201938475610293/) as unknown,
    });
  });

  test("reads who was deleted by a listing of its own", async () => {
    const { pages } = await walkSubject(subject);
    const deleted = pages.flatMap(({ accounts }) => accounts).filter(({ status }) => status === "DEPROVISIONED");
    expect(deleted).toHaveLength(3);
  });

  test("keeps custom schemas, which dates live in", async () => {
    const { pages } = await walkSubject(subject);
    expect(pages[0]?.accounts[0]?.raw).toMatchObject({ customSchemas: { Employment: { startDate: "2024-01-01" } } });
  });

  test("reads lists that are absent, of another form, or without a primary entry", () => {
    expect(read({ primaryEmail: "ada@acme.test", relations: "none", organizations: [{ title: "First" }, { title: "Second", primary: true }] }).profile).toEqual({
      email: "ada@acme.test",
      title: "Second",
    });
    expect(read({ organizations: [{ title: "First" }, { title: "Second" }] }).profile).toEqual({ title: "First" });
  });

  test("lets archived win over suspended, and takes one who never signed in for active", () => {
    expect(read({ suspended: true, archived: true })).toMatchObject({ status: "ARCHIVED" });
    expect(read({ lastLoginTime: "1970-01-01T00:00:00.000Z", agreedToTerms: false })).toMatchObject({ status: "ACTIVE" });
  });

  test("knows aliases, and not the address that Google gives for testing", () => {
    const { aliases } = read({ primaryEmail: "ada@acme.test", aliases: ["A.Lovelace@acme.test"], nonEditableAliases: ["ada@acme.example", "ada@acme.test.test-google-a.com"] });
    expect(aliases).toEqual(["a.lovelace@acme.test", "ada@acme.example"]);
  });
});
