import { afterEach, describe, expect, test } from "vitest";
import { contextOf } from "@/lib/connectors/kit/contract-subject";
import type { ContractSubject } from "@/lib/connectors/kit/contract-subject";
import { describeContract } from "@/lib/connectors/kit/contract-suite";
import { startFakeSlack, startFixture } from "@/lib/connectors/slack/fixture";
import { SlackMember } from "@/lib/connectors/slack/schema";
import { toSourceAccount } from "@/lib/connectors/slack/transform";

describeContract("slack", startFixture, "http");

describe("Slack's own traps", () => {
  const started: ContractSubject[] = [];
  afterEach(async () => {
    for (const { provider } of started.splice(0)) await provider?.stop();
  });
  const start = async (): Promise<ContractSubject> => {
    const subject = await startFixture(3);
    started.push(subject);
    return subject;
  };

  test.each([
    ["invalid_auth", "AUTH_REJECTED"],
    ["token_revoked", "AUTH_REJECTED"],
    ["missing_scope", "SCOPE_MISSING"],
    ["ratelimited", "RATE_LIMITED"],
    ["internal_error", "SOURCE_UNAVAILABLE"],
    ["missing_argument", "CONFIG_INVALID"],
    ["something_new", "UNEXPECTED_RESPONSE"],
  ])("reads a refusal that comes with status 200: %s", async (error, kind) => {
    const subject = await start();
    await subject.provider?.failWith({ kind: "status", status: 200, body: JSON.stringify({ ok: false, error, needed: "users:read" }) });
    await expect(subject.connector.listAccounts(contextOf(subject))).rejects.toMatchObject({ kind });
    await expect(subject.connector.check(contextOf(subject))).rejects.toMatchObject({ kind });
  });

  test("says that addresses are missing because the scope is, instead of showing people without addresses", async () => {
    const subject = await start();
    const provider = await startFakeSlack({ people: [{ key: "ada", id: "U1", status: "active", email: "ada@acme.test", givenName: "Ada", familyName: "L" }], scopes: "users:read" });
    const narrow = { ...subject, config: { apiUrl: provider.url }, provider };
    started.push(narrow);
    const { warnings } = await subject.connector.check(contextOf(narrow));
    expect(warnings).toEqual([expect.stringContaining("users:read.email")]);
    expect((await subject.connector.listAccounts(contextOf(narrow))).accounts.map(({ profile }) => "email" in profile)).toEqual([false]);
  });

  test("keeps bots and Slackbot apart from people, and guests as active", () => {
    const read = (record: object) => toSourceAccount(SlackMember.parse({ deleted: false, ...record }), {});
    expect(read({ id: "USLACKBOT", is_bot: false })).toMatchObject({ kind: "SERVICE" });
    expect(read({ id: "U1", is_bot: true })).toMatchObject({ kind: "SERVICE" });
    expect(read({ id: "U2", is_app_user: true })).toMatchObject({ kind: "HUMAN", status: "ACTIVE" });
    expect(read({ id: "U3", is_ultra_restricted: true })).toMatchObject({ status: "ACTIVE", rawStatus: "guest" });
    expect(read({ id: "U4", is_invited_user: true, is_restricted: true })).toMatchObject({ status: "STAGED" });
  });
});
