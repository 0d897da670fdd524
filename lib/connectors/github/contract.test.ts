import { generateKeyPairSync } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import type { FakeProvider } from "@/demo/fake-provider";
import { syntheticPeople } from "@/demo/synthetic-people";
import { github } from "@/lib/connectors/github";
import { type FakeGithubOptions, startEnterpriseFixture, startFakeGithub, startFixture } from "@/lib/connectors/github/fixture";
import { connect } from "@/lib/connectors/kit/connect";
import { walkPages } from "@/lib/connectors/kit/contract-subject";
import { describeContract } from "@/lib/connectors/kit/contract-suite";
import { register } from "@/lib/connectors/kit/register";

describeContract("github", startFixture, "http");
describeContract("github with managed users", startEnterpriseFixture, "http");

const connector = register(github);

describe("GitHub's own traps", () => {
  let provider: FakeProvider | undefined;
  afterEach(async () => provider?.stop());
  const start = async (options: Partial<FakeGithubOptions> = {}, config: Record<string, unknown> = {}, secrets: Record<string, string> = { token: "ghp_s3cr3t/T0ken+with=signs" }) => {
    const [ada, bo] = [syntheticPeople(2, "github").at(0), syntheticPeople(2, "github").at(1)];
    const people = [{ ...ada, id: "1", status: "member" }, { ...bo, id: "2", status: "invited" }];
    provider = await startFakeGithub({ people, ...options });
    const context = connect(connector, { config: connector.config.parse({ slug: "acme", apiUrl: provider.url, ...config }), secrets }, { allowPrivateTargets: true });
    return { context, provider, walk: () => walkPages((cursor) => connector.listAccounts(context, cursor)) };
  };

  test.each([
    ["the primary limit as 403", 403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1764000120", date: "Mon, 24 Nov 2025 16:00:00 GMT" }, "{}", 120_000],
    ["a secondary limit as 403", 403, { "x-ratelimit-remaining": "12", "x-ratelimit-reset": "1764000600" }, '{"message":"You have exceeded a secondary rate limit."}', 60_000],
    ["a secondary limit with its time", 429, { "retry-after": "30" }, "{}", 30_000],
  ])("waits for %s, and asks for no right that is there", async (_, status, headers, body, retryAfterMs) => {
    const { provider: started, walk } = await start();
    started.failWith({ kind: "status", status, headers: { ...headers }, body });
    await expect(walk()).rejects.toMatchObject({ kind: "RATE_LIMITED", retryAfterMs });
  });

  test("says that a token waits for single sign-on, instead of asking for a right", async () => {
    const { walk, provider: started } = await start();
    started.failWith({ kind: "status", status: 403, headers: { "x-github-sso": "required; url=https://github.com/orgs/acme/sso" } });
    await expect(walk()).rejects.toMatchObject({ kind: "SCOPE_MISSING", message: expect.stringContaining("Configure SSO") as unknown });
  });

  test("takes nobody for gone where GitHub hides invitations or collaborators behind 404", async () => {
    const { walk, context } = await start({ hidden: ["outside_collaborators", "invitations"] });
    const { pages, progress } = await walk();
    expect(pages.flatMap(({ accounts }) => accounts.map(({ externalId }) => externalId))).toEqual(["1"]);
    expect(progress.incompleteBecause).toContain("Cannot read outside collaborators");
    expect((await connector.check(context)).warnings).toHaveLength(2);
  });

  test("does not ask an organization of managed users for invitations, which has none", async () => {
    const { walk, provider: started } = await start({ hidden: ["invitations", "failed_invitations"] }, { invitations: false });
    expect((await walk()).progress.incompleteBecause).toBeUndefined();
    expect(started.requests.some((request) => request.includes("invitations"))).toBe(false);
  });

  test("takes nobody for gone where a stranger is shown public members only", async () => {
    const { walk, context } = await start({ viewerIsAMember: false });
    expect((await walk()).progress.incompleteBecause).toContain("public members only");
    expect((await connector.check(context)).warnings).toEqual([expect.stringContaining("public members only")]);
  });

  test("knows people by what their identity provider says, and by the verified address where that is hidden", async () => {
    const seen = await (await start()).walk();
    expect(seen.pages[0]?.accounts[0]?.profile).toMatchObject({ email: "p000001@synthetic.test", givenName: expect.any(String) as unknown });
    await provider?.stop();
    const hidden = await (await start({ canSeeSaml: false })).walk();
    expect(hidden.pages[0]?.accounts[0]?.profile).toMatchObject({ email: "p000001@synthetic.test" });
    expect(hidden.pages[0]?.accounts[0]?.profile).not.toHaveProperty("givenName");
  });

  test("keeps invitations apart from people whose numbers are the same", async () => {
    const twin = { ...syntheticPeople(2, "github").at(1), id: "1", status: "invited" };
    const { walk } = await start({ people: [{ ...syntheticPeople(2, "github").at(0), id: "1", status: "member" }, twin] });
    const { pages } = await walk();
    expect(pages.flatMap(({ accounts }) => accounts.map(({ externalId, status }) => [externalId, status]))).toEqual([["1", "ACTIVE"], ["invitation:1", "STAGED"]]);
  });

  test.each([
    ["pkcs1", "\n"],
    ["pkcs1", " "],
    ["pkcs8", "\n"],
  ] as const)("reads as an app by its private key as GitHub gives it (%s), also where its lines were lost", async (type, lineBreak) => {
    const privateKey = generateKeyPairSync("rsa", { modulusLength: 2_048 }).privateKey.export({ type, format: "pem" }).toString().replaceAll("\n", lineBreak);
    const app = { appId: "123", installationId: "77" };
    const { walk, provider: started } = await start({}, app, { privateKey });
    expect((await walk()).progress.accounts).toBe(2);
    expect(started.requests.filter((request) => request.includes("access_tokens"))).toHaveLength(1);
    await started.stop();
    const poor = await start({ appPermissions: { metadata: "read" } }, app, { privateKey });
    await expect(poor.walk()).rejects.toMatchObject({ kind: "SCOPE_MISSING", message: expect.stringContaining("Members") as unknown });
  });

  test("asks for one of both credentials before it asks GitHub", async () => {
    const { walk, provider: started } = await start({}, {}, {});
    await expect(walk()).rejects.toMatchObject({ kind: "AUTH_REJECTED" });
    expect(started.requests).toEqual([]);
  });
});
