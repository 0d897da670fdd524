import { afterEach, describe, expect, test } from "vitest";
import type { FakeProvider } from "@/demo/fake-provider";
import { itemAt } from "@/demo/random";
import { syntheticPeople } from "@/demo/synthetic-people";
import { connect } from "@/lib/connectors/kit/connect";
import { describeContract } from "@/lib/connectors/kit/contract-suite";
import { register } from "@/lib/connectors/kit/register";
import { slack } from "@/lib/connectors/slack";
import { SLACK_STATUSES, startFakeSlack } from "@/lib/connectors/slack/fixture";
import { toSourceAccount } from "@/lib/connectors/slack/transform";
import { SlackMember } from "@/lib/connectors/slack/schema";

const TOKEN = "xoxb-s3cr3t/T0ken+with=signs";
const connector = register(slack);

const people = (count: number) => {
  const population = syntheticPeople(count, "slack");
  return Array.from({ length: count }, (_, index) => ({
    ...population.at(index),
    id: `U${String(index).padStart(8, "0")}`,
    status: itemAt(SLACK_STATUSES, index % SLACK_STATUSES.length),
  }));
};

describeContract(
  "slack",
  async () => {
    const provider = await startFakeSlack({ port: 0, people: people(700), token: TOKEN });
    return { connector, config: { apiUrl: provider.url }, secrets: { botToken: TOKEN }, ids: provider.people().map(({ id }) => id), provider, abilities: ["look-up"] };
  },
  "http",
);

describe("Slack's own traps", () => {
  let provider: FakeProvider | undefined;
  afterEach(async () => provider?.stop());
  const contextOf = (started: FakeProvider) => connect(connector, { config: connector.config.parse({ apiUrl: started.url }), secrets: { botToken: TOKEN } }, { allowPrivateTargets: true });

  test.each([
    ["invalid_auth", "AUTH_REJECTED"],
    ["token_revoked", "AUTH_REJECTED"],
    ["missing_scope", "SCOPE_MISSING"],
    ["ratelimited", "RATE_LIMITED"],
    ["internal_error", "SOURCE_UNAVAILABLE"],
    ["missing_argument", "CONFIG_INVALID"],
    ["something_new", "UNEXPECTED_RESPONSE"],
  ])("reads a refusal that comes with status 200: %s", async (error, kind) => {
    provider = await startFakeSlack({ port: 0, people: people(3), token: TOKEN });
    provider.failWith({ kind: "status", status: 200, body: JSON.stringify({ ok: false, error, needed: "users:read" }) });
    await expect(connector.listAccounts(contextOf(provider))).rejects.toMatchObject({ kind });
    await expect(connector.check(contextOf(provider))).rejects.toMatchObject({ kind });
  });

  test("says that addresses are missing because the scope is, instead of showing people without addresses", async () => {
    provider = await startFakeSlack({ port: 0, people: people(3), token: TOKEN, scopes: "users:read" });
    const { warnings } = await connector.check(contextOf(provider));
    expect(warnings).toEqual([expect.stringContaining("users:read.email")]);
    expect((await connector.listAccounts(contextOf(provider))).accounts.map(({ profile }) => "email" in profile)).toEqual([false, false, false]);
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
