import { afterEach, describe, expect, test } from "vitest";
import type { FakeProvider } from "@/demo/fake-provider";
import { syntheticPeople } from "@/demo/synthetic-people";
import { gitlab } from "@/lib/connectors/gitlab";
import { type FakeGitlabOptions, startFakeGitlab, startFixture, startGroupFixture } from "@/lib/connectors/gitlab/fixture";
import { GitlabUser } from "@/lib/connectors/gitlab/schema";
import { toSourceAccount } from "@/lib/connectors/gitlab/transform";
import { connect } from "@/lib/connectors/kit/connect";
import { walkPages } from "@/lib/connectors/kit/contract-subject";
import { describeContract } from "@/lib/connectors/kit/contract-suite";
import { register } from "@/lib/connectors/kit/register";

describeContract("gitlab", startFixture, "http");
describeContract("gitlab, a group", startGroupFixture, "http");

const connector = register(gitlab);

describe("GitLab's own traps", () => {
  let provider: FakeProvider | undefined;
  afterEach(async () => provider?.stop());
  const start = async (config: Record<string, unknown>, options: Partial<FakeGitlabOptions> = {}) => {
    const people = [0, 1].map((index) => ({ ...syntheticPeople(2, "gitlab").at(index), id: String(index + 1), status: "active" }));
    provider = await startFakeGitlab({ people, ...options });
    const context = connect(connector, { config: connector.config.parse({ baseUrl: provider.url, ...config }), secrets: { token: "glpat-s3cr3t/T0ken+with=signs" } }, { allowPrivateTargets: true });
    return { context, provider, walk: () => walkPages((cursor) => connector.listAccounts(context, cursor)) };
  };

  test("takes nobody for gone where the token belongs to no administrator, and says so in the check", async () => {
    const { walk, context } = await start({ reads: "instance" }, { asStranger: true });
    expect((await walk()).progress.incompleteBecause).toContain("no administrator");
    expect((await connector.check(context)).warnings).toEqual([expect.stringContaining("administrator")]);
  });

  test("takes nobody for gone because a whole group is hidden from the token", async () => {
    const { context, walk } = await start({ reads: "group", group: "acme/engineering" }, { withoutGroup: true });
    await expect(connector.getAccount?.(context, "1")).rejects.toMatchObject({ kind: "SCOPE_MISSING" });
    await expect(walk()).rejects.toMatchObject({ kind: "CONFIG_INVALID" });
  });

  test("asks for the group before it asks GitLab", async () => {
    const { walk, provider: started } = await start({ reads: "enterprise" });
    await expect(walk()).rejects.toMatchObject({ kind: "CONFIG_INVALID", message: expect.stringContaining("Enter the group") as unknown });
    expect(started.requests).toEqual([]);
  });

  test("says when the token ends, and how many people a group lists", async () => {
    const { context } = await start({ reads: "group", group: "acme/engineering" });
    expect(await connector.check(context)).toMatchObject({ credentialsExpireAt: "2027-01-31T00:00:00Z", total: 2, summary: expect.stringContaining("2 people") as unknown });
  });

  test("names a missing scope in GitLab's own words", async () => {
    const { walk, provider: started } = await start({ reads: "instance" });
    started.failWith({ kind: "status", status: 403, body: '{"error":"insufficient_scope","scope":"api read_api"}' });
    await expect(walk()).rejects.toMatchObject({ kind: "SCOPE_MISSING", message: expect.stringContaining("read_api") as unknown });
  });

  test("says what to do where a GitLab is too old to list its users by id", async () => {
    const { walk, provider: started } = await start({ reads: "instance" });
    started.failWith({ kind: "status", status: 405, body: '{"error":"Keyset pagination is not yet available for this type of request"}' });
    await expect(walk()).rejects.toMatchObject({ kind: "CONFIG_INVALID", message: expect.stringContaining("Update it") as unknown });
  });

  test.each([
    [{ state: "active", confirmed_at: null }, "STAGED"],
    [{ state: "active" }, "ACTIVE"],
    [{ state: "active", membership_state: "awaiting" }, "STAGED"],
    [{ state: "active", membership_state: "frozen" }, "UNKNOWN"],
    [{ state: "blocked", confirmed_at: null }, "SUSPENDED"],
    [{}, "UNKNOWN"],
  ])("reads %o as %s", (record, status) => {
    expect(toSourceAccount(GitlabUser.parse({ id: 1, ...record }), {})).toMatchObject({ status });
  });

  test("keeps bots and the ghost apart from people, and finds a member's address in the SAML identity", () => {
    const read = (record: object) => toSourceAccount(GitlabUser.parse({ id: 1, state: "active", ...record }), {});
    expect(read({ bot: true })).toMatchObject({ kind: "SERVICE" });
    expect(read({ username: "ghost" })).toMatchObject({ kind: "SERVICE" });
    expect(read({ bot: false, group_saml_identity: { extern_uid: "Ada@Acme.test" } })).toMatchObject({ kind: "HUMAN", profile: { email: "ada@acme.test" } });
  });
});
