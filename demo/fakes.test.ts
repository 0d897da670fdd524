import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { startFakeBambooHr } from "./fake-bamboohr";
import { startFakeOkta } from "./fake-okta";
import type { FakeProvider } from "./fake-provider";
import { startFakeScim } from "./fake-scim";
import { createPeople } from "./people";
import { peopleIn } from "./sources";
import { syntheticPeople } from "./synthetic-people";

const people = createPeople(new Date("2026-11-24T00:00:00Z"));
const started: FakeProvider[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((provider) => provider.stop()));
});

const start = async (starting: Promise<FakeProvider>): Promise<FakeProvider> => {
  const provider = await starting;
  started.push(provider);
  return provider;
};
const okta = () => start(startFakeOkta({ port: 0, people: peopleIn("okta", people), token: "t" }));
const bamboohr = () => start(startFakeBambooHr({ port: 0, people: peopleIn("bamboohr", people), token: "t" }));
const scim = () => start(startFakeScim({ port: 0, people: peopleIn("scim", people), token: "t" }));

const OktaUsers = z.array(z.looseObject({ id: z.string().optional(), status: z.string() }));
const nextOf = (response: Response) => /<([^>]+)>; rel="next"/u.exec(response.headers.get("link") ?? "")?.[1];

async function walkOkta(first: string) {
  const users: z.output<typeof OktaUsers> = [];
  let pages = 0;
  for (let url: string | undefined = first; url; pages += 1) {
    const response: Response = await fetch(url, { headers: { authorization: "SSWS t" } });
    users.push(...OktaUsers.parse(await response.json()));
    url = nextOf(response);
  }
  return { users, pages };
}

describe("the fake Okta", () => {
  it("gives everybody but the deprovisioned exactly once over its pages", async () => {
    const { url } = await okta();
    const { users, pages } = await walkOkta(`${url}/api/v1/users?limit=50`);
    const expected = peopleIn("okta", people).filter(({ status }) => status !== "DEPROVISIONED");
    expect(users.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    expect(pages).toBe(5);
  });

  it("gives the deprovisioned to whoever filters for them", async () => {
    const { url } = await okta();
    const { users } = await walkOkta(`${url}/api/v1/users?limit=5&filter=${encodeURIComponent('status eq "DEPROVISIONED"')}`);
    expect(users).toHaveLength(12);
    expect(new Set(users.map(({ status }) => status))).toEqual(new Set(["DEPROVISIONED"]));
  });

  it("refuses another token in Okta's own words", async () => {
    const { url } = await okta();
    const response = await fetch(`${url}/api/v1/users`, { headers: { authorization: "SSWS wrong" } });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ errorCode: "E0000011", errorCauses: [] });
  });

  it("follows an empty page with a next link by everybody who is left", async () => {
    const provider = await okta();
    provider.failWith({ kind: "emptyPage" }, { atPage: 2, times: 1 });
    const { users, pages } = await walkOkta(`${provider.url}/api/v1/users?limit=100`);
    expect(new Set(users.map(({ id }) => id)).size).toBe(213);
    expect(pages).toBe(4);
  });

  it("shows a suspension at the next request", async () => {
    const provider = await okta();
    provider.setStatus("maya.okafor", "SUSPENDED");
    const response = await fetch(`${provider.url}/api/v1/users/maya.okafor@acme.test`, { headers: { authorization: "SSWS t" } });
    expect(await response.json()).toMatchObject({ status: "SUSPENDED", profile: { lastName: "Okafor" } });
  });
});

const EmployeePage = z.object({
  data: z.array(z.looseObject({ employeeId: z.string() })),
  meta: z.object({ total: z.number(), page: z.object({ nextCursor: z.string().nullable() }) }),
});

describe("the fake BambooHR", () => {
  const headers = { authorization: `Basic ${Buffer.from("t:x").toString("base64")}` };
  const page = async (provider: FakeProvider, query: string) =>
    EmployeePage.parse(await (await fetch(`${provider.url}/api/v1/employees?${query}`, { headers })).json());

  it("gives everybody exactly once over its pages", async () => {
    const provider = await bamboohr();
    const ids: string[] = [];
    for (let after: string | null = "0"; after !== null; ) {
      const { data, meta }: z.output<typeof EmployeePage> = await page(provider, `page[limit]=100&page[after]=${after}`);
      ids.push(...data.map(({ employeeId }) => employeeId));
      expect(meta.total).toBe(230);
      after = meta.page.nextCursor;
    }
    expect(ids).toEqual(peopleIn("bamboohr", people).map(({ id }) => id));
  });

  it("sends optional fields only on request, and names those it keeps back", async () => {
    const provider = await bamboohr();
    expect((await page(provider, "page[limit]=1")).data[0]).not.toHaveProperty("workEmail");
    const asked = await page(provider, "page[limit]=1&fields=workEmail,birthDate");
    expect(asked.data[0]).toMatchObject({ workEmail: people[0]?.email, birthDate: null, _restrictedFields: ["birthDate"] });
  });

  it("refuses a cursor whose employee is gone", async () => {
    const provider = await bamboohr();
    provider.remove("maya.okafor");
    const response = await fetch(`${provider.url}/api/v1/employees?page[after]=1065`, { headers });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: "BadPage" } });
  });
});

const UserList = z.object({ totalResults: z.number(), startIndex: z.number(), itemsPerPage: z.number(), Resources: z.array(z.looseObject({ id: z.string() })) });

describe("the fake SCIM service", () => {
  const headers = { authorization: "Bearer t" };
  const page = async (provider: FakeProvider, startIndex: number, count: number) =>
    UserList.parse(await (await fetch(`${provider.url}/Users?startIndex=${String(startIndex)}&count=${String(count)}`, { headers })).json());

  it("gives everybody exactly once over its pages, and nobody after the end", async () => {
    const provider = await scim();
    const pages = [await page(provider, 1, 50), await page(provider, 51, 50), await page(provider, 101, 50)];
    expect(pages.flatMap(({ Resources }) => Resources.map(({ id }) => id))).toEqual(peopleIn("scim", people).map(({ id }) => id));
    expect(await page(provider, 5_000, 50)).toMatchObject({ totalResults: 120, itemsPerPage: 0, Resources: [] });
  });

  it("gives its first page again under a repeated cursor", async () => {
    const provider = await scim();
    provider.failWith({ kind: "repeatedCursor" });
    expect(await page(provider, 51, 50)).toEqual(await page(provider, 1, 50));
  });

  it("makes only those people of a hundred thousand who are asked for, and each once", async () => {
    let made = 0;
    const population = syntheticPeople(100_000, "bench");
    const counted = { count: population.count, at: (index: number) => ((made += 1), population.at(index)) };
    const provider = await start(startFakeScim({ port: 0, people: counted, token: "t" }));
    expect(await page(provider, 99_801, 200)).toMatchObject({ totalResults: 100_000, itemsPerPage: 200 });
    await page(provider, 99_801, 200);
    expect(made).toBe(200);
  });
});

describe("a population made on demand", () => {
  it("has ids of its own for each source, and the same addresses", () => {
    const [one, other] = ["hr", "idp"].map((source) => syntheticPeople(1_000, "bench", { source }));
    const idsOf = (population = one) => Array.from({ length: 1_000 }, (_, index) => population?.at(index).id);
    expect(new Set([...idsOf(one), ...idsOf(other)]).size).toBe(2_000);
    expect(one?.at(999).email).toBe(other?.at(999).email);
  });
});

describe("faults", () => {
  const ask = async (provider: FakeProvider) =>
    fetch(`${provider.url}/Users?count=10`, { headers: { authorization: "Bearer t" }, signal: AbortSignal.timeout(500) });

  it("happen as often as planned, then heal", async () => {
    const provider = await scim();
    provider.failWith({ kind: "status", status: 429, headers: { "retry-after": "3" } }, { times: 1 });
    const first = await ask(provider);
    expect([first.status, first.headers.get("retry-after"), (await ask(provider)).status]).toEqual([429, "3", 200]);
  });

  it("hang, cut the body, or answer with a web page", async () => {
    const provider = await scim();
    provider.failWith({ kind: "hang" }, { times: 1 });
    await expect(ask(provider)).rejects.toThrow();
    provider.failWith({ kind: "cutBody" }, { times: 1 });
    await expect(ask(provider).then((response) => response.text())).rejects.toThrow();
    provider.failWith({ kind: "html" }, { times: 1 });
    expect((await ask(provider)).headers.get("content-type")).toContain("text/html");
  });

  it("spoil records: an id twice, an id lost, a word nobody knows, a total that shrinks", async () => {
    const provider = await scim();
    const Records = z.object({ totalResults: z.number(), Resources: z.array(z.looseObject({ id: z.string().optional(), active: z.unknown() })) });
    const spoiled = async (kind: "duplicateIds" | "recordWithoutId" | "unknownStatus" | "shrinkingTotal") => {
      provider.failWith({ kind }, { times: 1 });
      return Records.parse(await (await ask(provider)).json());
    };
    const ids = (await spoiled("duplicateIds")).Resources.map(({ id }) => id);
    expect([ids.length, new Set(ids).size]).toEqual([11, 10]);
    expect((await spoiled("recordWithoutId")).Resources.at(-1)?.id).toBeUndefined();
    expect((await spoiled("unknownStatus")).Resources[0]?.active).toBe("maybe");
    expect((await spoiled("shrinkingTotal")).totalResults).toBe(108);
  });
});

describe("the control page", () => {
  const post = (provider: FakeProvider, command: unknown, type = "application/json") =>
    fetch(provider.controlUrl, { method: "POST", headers: { "content-type": type }, body: JSON.stringify(command) });

  it("lists people and obeys commands", async () => {
    const provider = await okta();
    expect(await (await fetch(provider.controlUrl)).text()).toContain("maya.okafor@acme.test");
    expect((await post(provider, { action: "setStatus", key: "maya.okafor", status: "SUSPENDED" })).status).toBe(200);
    expect((await post(provider, { action: "rename", key: "maya.okafor", familyName: "Okafor-Lind" })).status).toBe(200);
    expect(provider.people().find(({ key }) => key === "maya.okafor")).toMatchObject({ status: "SUSPENDED", givenName: "Maya", familyName: "Okafor-Lind" });
    expect((await post(provider, { action: "add", person: { givenName: "New", familyName: "Person", email: "new.person@acme.test" } })).status).toBe(200);
    expect(provider.people()).toHaveLength(226);
  });

  it("answers a mistake with what was wrong", async () => {
    const provider = await okta();
    expect((await post(provider, { action: "remove", key: "nobody" })).status).toBe(404);
    expect((await post(provider, { action: "explode" })).status).toBe(400);
    expect((await post(provider, { action: "remove", key: "maya.okafor" }, "text/plain")).status).toBe(415);
  });
});
