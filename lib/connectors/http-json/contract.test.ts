import { afterEach, describe, expect, test } from "vitest";
import type { FakeProvider, WireRequest } from "@/demo/fake-provider";
import { syntheticPeople } from "@/demo/synthetic-people";
import { httpJson } from "@/lib/connectors/http-json";
import { type FakeApiOptions, PATHS, startFakeApi, startFixture, startStyle } from "@/lib/connectors/http-json/fixture";
import { connect } from "@/lib/connectors/kit/connect";
import { walkPages } from "@/lib/connectors/kit/contract-subject";
import { describeContract } from "@/lib/connectors/kit/contract-suite";
import { register } from "@/lib/connectors/kit/register";

describeContract("http-json", startFixture, "http");
for (const style of ["none", "link", "next-url", "page", "offset"] as const) describeContract(`http-json, paged by ${style}`, () => startStyle(style, 350), "http");

const TOKEN = "s3cr3t/T0ken+with=signs";
const connector = register(httpJson);
const basic = `Basic ${Buffer.from(`reader:${TOKEN}`).toString("base64")}`;

describe("any list of people", () => {
  let provider: FakeProvider | undefined;
  afterEach(async () => provider?.stop());
  const start = async (config: Record<string, unknown>, { secrets = { token: TOKEN }, count = 250, ...options }: Partial<FakeApiOptions> & { secrets?: Record<string, string>; count?: number } = {}) => {
    const population = syntheticPeople(count, "http-json");
    const people = Array.from({ length: count }, (_, index) => ({ ...population.at(index), id: String(index + 1), status: "Active" }));
    provider = await startFakeApi({ people, style: "cursor", ...options });
    const parsed = connector.config.parse({ ...PATHS, url: `${provider.url}/v1/people?expand=all`, paging: "cursor", nextPath: "meta.cursor", ...config, ...(config.auth === "oauth2" && { tokenUrl: `${provider.url}/oauth/token` }) });
    const context = connect(connector, { config: parsed, secrets }, { allowPrivateTargets: true });
    return { context, provider, walk: () => walkPages((cursor) => connector.listAccounts(context, cursor)) };
  };

  test("is read by its paths", async () => {
    const { walk } = await start({});
    expect((await walk()).pages[0]?.accounts[0]).toMatchObject({
      externalId: "1",
      status: "ACTIVE",
      rawStatus: "Active",
      profile: { email: "p000001@synthetic.test", employeeNumber: "000001", title: expect.any(String) as unknown },
      aliases: ["p000001@home.test"],
    });
  });

  const signIns: [string, Record<string, unknown>, Record<string, string>, (request: WireRequest) => boolean][] = [
    ["nothing", { auth: "none" }, {}, (request) => request.header("authorization") === undefined],
    ["user name and password", { auth: "basic", username: "reader" }, { password: TOKEN }, (request) => request.header("authorization") === basic],
    ["a key in a header", { auth: "header", headerName: "X-Api-Key" }, { token: TOKEN }, (request) => request.header("x-api-key") === TOKEN],
    ["a client in the header", { auth: "oauth2", clientId: "lumos", scope: "people.read" }, { clientSecret: TOKEN }, (request) => request.header("authorization") === `Bearer ${TOKEN}`],
    ["a client in the body", { auth: "oauth2", clientId: "lumos", scope: "people.read", clientAuth: "body" }, { clientSecret: TOKEN }, (request) => request.header("authorization") === `Bearer ${TOKEN}`],
  ];
  test.each(signIns)("is signed in to with %s", async (_, config, secrets, auth) => {
    const { walk } = await start(config, { secrets, auth });
    expect((await walk()).progress.accounts).toBe(250);
  });

  test.each([
    ["bearer", {}],
    ["basic", {}],
    ["header", { headerName: "X-Api-Key" }],
    ["oauth2", { clientId: "lumos" }],
  ])("is not asked where %s lacks what it needs", async (auth, config) => {
    const { walk, provider: started } = await start({ auth, ...config }, { secrets: {} });
    await expect(walk()).rejects.toMatchObject({ kind: "AUTH_REJECTED" });
    expect(started.requests).toEqual([]);
  });

  test.each(["Host", "cookie", "Content-Length", "X Key", "X:Key"])("carries no key in the header %s", (headerName) => {
    expect(connector.config.safeParse({ url: "https://api.example.com", auth: "header", headerName }).success).toBe(false);
  });

  test("is searched by POST with its own body, where paging goes too", async () => {
    const { walk, provider: started } = await start({ method: "POST", body: '{"expand":"all"}' });
    await expect(walk()).resolves.toMatchObject({ progress: { accounts: 250 } });
    expect(new Set(started.requests)).toEqual(new Set(["POST /v1/people?expand=all"]));
  });

  test("counts as cut off where one answer was expected and a next page is named", async () => {
    const { walk, context } = await start({ paging: "none" }, { style: "link" });
    expect((await walk()).progress.incompleteBecause).toContain("names a next page");
    expect((await connector.check(context)).warnings).toEqual([expect.stringContaining("Choose link")]);
  });

  test("never follows a next page to another host", async () => {
    const { walk, provider: started } = await start({ paging: "next-url", nextPath: "meta.next" }, { style: "next-url" });
    started.failWith({ kind: "status", status: 200, body: JSON.stringify({ data: { people: [] }, meta: { next: "https://elsewhere.example/v1/people" } }) });
    await expect(walk()).rejects.toMatchObject({ kind: "UNEXPECTED_RESPONSE", message: expect.stringContaining("nobody is removed") as unknown });
  });

  test("is refused where an e-mail address is taken for the id", async () => {
    const { context, walk } = await start({ idPath: "emails[0].value" });
    await expect(connector.check(context)).rejects.toMatchObject({ kind: "CONFIG_INVALID", message: expect.stringContaining("e-mail address") as unknown });
    expect((await walk()).progress.incompleteBecause).toContain("without a usable id");
  });

  test("is warned of where a path leads nowhere or a word means nothing", async () => {
    const { context } = await start({ statusPath: "name.last", emailPath: "mail" });
    expect((await connector.check(context)).warnings).toEqual([expect.stringContaining("e-mail"), expect.stringContaining("no meaning yet")]);
    const { context: other } = await start({ listPath: "data" });
    await expect(connector.check(other)).rejects.toMatchObject({ kind: "UNEXPECTED_RESPONSE", message: expect.stringContaining('"data"') as unknown });
  });

  test("takes everybody for active where no field is named for the status, and nobody where it is missing", async () => {
    expect((await (await start({ statusPath: undefined }, { count: 1 })).walk()).pages[0]?.accounts[0]).toMatchObject({ status: "ACTIVE", rawStatus: "(no status field)" });
    await provider?.stop();
    expect((await (await start({ statusPath: "gone" }, { count: 1 })).walk()).pages[0]?.accounts[0]).toMatchObject({ status: "UNKNOWN", rawStatus: "(missing)" });
  });
});
