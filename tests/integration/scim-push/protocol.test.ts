import { describe, expect, it } from "vitest";
import { disconnectIntegration } from "@/lib/use-cases/integrations/disconnect-integration";
import { reconnectIntegration } from "@/lib/use-cases/integrations/reconnect-integration";
import { revokeScimToken, rotateScimToken } from "@/lib/use-cases/scim-push/scim-tokens";
import { accountOf, ENTERPRISE, givenPerson, givenScim, patchOf, person, scimWith, USER } from "./given-scim";

const totals = (body: Record<string, unknown>) => ({ total: body["totalResults"], shown: body["itemsPerPage"], start: body["startIndex"] });

describe("a system that pushes by SCIM", () => {
  it("is let in by its own token only, two of which work while it changes them", async () => {
    const scim = await givenScim();
    const other = await givenScim();
    const id = await givenPerson(scim, "ada");
    expect((await other.call("GET", `/Users/${id}`)).status).toBe(404);
    expect((await scimWith("scim_wrong")("GET", "/Users")).status).toBe(401);
    const second = await rotateScimToken(scim.admin, { id: scim.integrationId });
    await expect(rotateScimToken(scim.admin, { id: scim.integrationId })).rejects.toMatchObject({ code: "conflict" });
    expect((await scimWith(second.token)("GET", `/Users/${id}`)).status).toBe(200);
    await revokeScimToken(scim.admin, { id: scim.integrationId, tokenId: second.id });
    const refused = await scimWith(second.token)("GET", `/Users/${id}`);
    expect([refused.status, refused.body["status"], refused.body["schemas"]]).toEqual([401, "401", ["urn:ietf:params:scim:api:messages:2.0:Error"]]);
    expect((await scim.call("GET", `/Users/${id}`)).status).toBe(200);
  });

  it("is let in no more once it was disconnected, also after it is connected again", async () => {
    const scim = await givenScim();
    await disconnectIntegration(scim.admin, { id: scim.integrationId });
    expect((await scim.call("GET", "/Users")).status).toBe(401);
    await reconnectIntegration(scim.admin, { id: scim.integrationId });
    expect((await scim.call("GET", "/Users")).status).toBe(401);
    const { token } = await rotateScimToken(scim.admin, { id: scim.integrationId });
    expect((await scimWith(token)("GET", "/Users")).status).toBe(200);
  });

  it("finds out what the server can do", async () => {
    const { call } = await givenScim();
    expect((await call("GET", "/ServiceProviderConfig")).body).toMatchObject({ patch: { supported: true }, bulk: { supported: true, maxOperations: 1_000 }, etag: { supported: true }, sort: { supported: true } });
    expect(totals((await call("GET", "/ResourceTypes")).body)).toMatchObject({ total: 2 });
    expect((await call("GET", "/ResourceTypes/User")).body).toMatchObject({ id: "User", endpoint: "/Users" });
    expect((await call("GET", `/Schemas/${ENTERPRISE}`)).body).toMatchObject({ name: "EnterpriseUser" });
    expect((await call("GET", "/Schemas/urn:none")).status).toBe(404);
    expect((await call("GET", "/Me")).status).toBe(501);
  });

  it("makes a person once, finds them in any case, and reads them back as sent", async () => {
    const scim = await givenScim();
    const { status, headers, body } = await scim.call("POST", "/Users", person("Ada", { [ENTERPRISE]: { employeeNumber: "7", manager: "26" }, password: "s3cret", active: "True" }));
    expect([status, headers.get("etag"), headers.get("content-type")]).toEqual([201, 'W/"1"', "application/scim+json; charset=utf-8"]);
    expect(headers.get("location")).toBe((body["meta"] as { location: string }).location);
    expect(body).toMatchObject({ schemas: [USER, ENTERPRISE], userName: "Ada@acme.test", active: true, [ENTERPRISE]: { employeeNumber: "7", manager: { value: "26" } } });
    expect(body).not.toHaveProperty("password");
    const again = await scim.call("POST", "/Users", person("ADA"));
    expect([again.status, again.body["scimType"], again.body["status"]]).toEqual([409, "uniqueness", "409"]);
    for (const filter of ['userName eq "ADA@ACME.TEST"', 'USERNAME Eq "ada@acme.test"', `${USER}:userName eq "ada@acme.test"`, 'externalId eq "ext-Ada"'])
      expect(totals((await scim.call("GET", `/Users?filter=${encodeURIComponent(filter)}`)).body)).toMatchObject({ total: 1 });
    expect(totals((await scim.call("GET", `/Users?filter=${encodeURIComponent('externalId eq "EXT-ADA"')}`)).body)).toMatchObject({ total: 0 });
    expect(await accountOf(scim, String(body["id"]))).toMatchObject({ status: "ACTIVE", rawStatus: "active:true", email: "ada@acme.test", employeeNumber: "7" });
  });

  it("filters by every operator, with and, or, not and value paths", async () => {
    const scim = await givenScim();
    await givenPerson(scim, "ada", { title: "Engineer", active: true, emails: [{ value: "ada@work.test", type: "work" }, { value: "ada@home.test", type: "home" }] });
    await givenPerson(scim, "bob", { active: false });
    const found = async (filter: string) => {
      const { status, body } = await scim.call("GET", `/Users?filter=${encodeURIComponent(filter)}`);
      return status === 200 ? (body["Resources"] as { name: { givenName: string } }[]).map(({ name }) => name.givenName) : body["scimType"];
    };
    const both = ["ada", "bob"];
    const cases: [string, unknown][] = [
      ["active eq false", ["bob"]], ['active eq "False"', ["bob"]], ["active ne false", ["ada"]], ['title eq "engineer"', ["ada"]], ["title pr", ["ada"]],
      ["not (title pr)", ["bob"]], ['userName co "ACME"', both], ['userName sw "b"', ["bob"]], ['emails.value ew "home.test"', ["ada"]], ['emails co "home"', ["ada"]],
      ['meta.lastModified gt "2020-01-01T00:00:00Z"', both], ['meta.created lt "2020-01-01T00:00:00+01:00"', []], ['name.givenName ge "b"', ["bob"]], ['name.givenName le "b"', ["ada"]],
      ['emails[type eq "work" and value co "home"]', []], ['emails[type eq "home" and value co "home"]', ["ada"]], ['emails[type eq "work"].value eq "ada@home.test"', []],
      ['title eq "Engineer" or active eq false and userName sw "x"', ["ada"]], ['(title eq "Engineer" or active eq false) and userName sw "x"', []], ['title eq null', ["bob"]],
      ['unknownAttribute eq "x"', []], ["userName eq", "invalidFilter"], ["userName xx 1", "invalidFilter"], ['userName eq "a" )', "invalidFilter"], ["active gt true", "invalidFilter"], ["(".repeat(100), "invalidFilter"],
    ];
    for (const [filter, expected] of cases) expect([filter, await found(filter)]).toEqual([filter, expected]);
  });

  it("pages, sorts, counts and shows only what is asked for", async () => {
    const scim = await givenScim();
    for (const name of ["cyd", "ada", "bob"]) await givenPerson(scim, name);
    expect((await scim.call("GET", "/Users?count=0")).body).toMatchObject({ totalResults: 3, itemsPerPage: 0, Resources: [] });
    expect(totals((await scim.call("GET", "/Users?startIndex=3&count=5")).body)).toEqual({ total: 3, shown: 1, start: 3 });
    expect(totals((await scim.call("GET", "/Users?startIndex=-4&count=-1")).body)).toEqual({ total: 3, shown: 0, start: 1 });
    expect(totals((await scim.call("GET", "/Users?startIndex=5000")).body)).toMatchObject({ total: 3, shown: 0 });
    const sorted = await scim.call("GET", "/Users?sortBy=name.givenName&sortOrder=descending&attributes=userName");
    expect((sorted.body["Resources"] as Record<string, unknown>[]).map(({ userName }) => userName)).toEqual(["cyd@acme.test", "bob@acme.test", "ada@acme.test"]);
    expect(Object.keys((sorted.body["Resources"] as object[])[0] ?? {}).sort()).toEqual(["id", "schemas", "userName"]);
    const [lean] = (await scim.call("GET", "/Users?excludedAttributes=emails,name.familyName,id")).body["Resources"] as Record<string, unknown>[];
    expect(lean).toMatchObject({ name: { givenName: "cyd" }, id: expect.any(String) as unknown });
    expect(lean).not.toHaveProperty("emails");
    expect(lean?.["name"]).not.toHaveProperty("familyName");
    const searched = await scim.call("POST", "/Users/.search", { schemas: ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], filter: 'userName sw "a"' });
    expect(totals(searched.body)).toMatchObject({ total: 1 });
  });

  it("changes a person only at the version it has read", async () => {
    const scim = await givenScim();
    const id = await givenPerson(scim, "ada");
    const rename = (title: string) => patchOf({ op: "replace", path: "title", value: title });
    expect((await scim.call("GET", `/Users/${id}`, undefined, { "if-none-match": 'W/"1"' })).status).toBe(304);
    expect((await scim.call("PATCH", `/Users/${id}`, rename("A"), { "if-match": 'W/"1"' })).headers.get("etag")).toBe('W/"2"');
    expect((await scim.call("PATCH", `/Users/${id}`, rename("B"), { "if-match": 'W/"1"' })).status).toBe(412);
    expect((await scim.call("PATCH", `/Users/${id}`, rename("A"))).headers.get("etag")).toBe('W/"2"');
    const racing = await Promise.all(Array.from({ length: 8 }, (_, index) => scim.call("PATCH", `/Users/${id}`, rename(`T${String(index)}`), { "if-match": 'W/"2"' })));
    expect(racing.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 7 }, () => 412)]);
    expect((await scim.call("DELETE", `/Users/${id}`, undefined, { "if-match": 'W/"2"' })).status).toBe(412);
  });

  it("removes a person, who then is said to have left and is found no more", async () => {
    const scim = await givenScim();
    const id = await givenPerson(scim, "ada");
    expect((await scim.call("DELETE", `/Users/${id}`)).status).toBe(204);
    expect([(await scim.call("GET", `/Users/${id}`)).status, (await scim.call("DELETE", `/Users/${id}`)).status]).toEqual([404, 404]);
    expect(await accountOf(scim, id)).toMatchObject({ status: "DEPROVISIONED", rawStatus: "deleted", missingSince: null });
    expect((await scim.call("POST", "/Users", person("ada"))).status).toBe(201);
  });

  it("keeps the state of a person whose replacement says nothing of it", async () => {
    const scim = await givenScim();
    const id = await givenPerson(scim, "ada", { active: false });
    expect((await scim.call("PUT", `/Users/${id}`, { schemas: [USER], userName: "ada@acme.test" })).body).toMatchObject({ active: false });
    expect(await accountOf(scim, id)).toMatchObject({ status: "DEPROVISIONED" });
  });

  it("keeps groups and shows them on their members", async () => {
    const scim = await givenScim();
    const [ada, bob] = [await givenPerson(scim, "ada"), await givenPerson(scim, "bob")];
    const { body } = await scim.call("POST", "/Groups", { displayName: "Ops", members: [{ value: ada, display: "Ada" }] });
    const groupId = String(body["id"]);
    expect((await scim.call("GET", `/Users/${ada}`)).body).toMatchObject({ groups: [{ value: groupId, display: "Ops", type: "direct" }] });
    expect(await accountOf(scim, ada)).toMatchObject({ raw: { groups: [{ value: groupId, display: "Ops" }] } });
    await scim.call("PATCH", `/Groups/${groupId}`, patchOf({ op: "Add", path: "members", value: [{ value: bob }] }, { op: "Remove", path: `members[value eq "${ada}"]` }));
    expect((await scim.call("GET", `/Groups/${groupId}`)).body).toMatchObject({ members: [{ value: bob }] });
    expect(await accountOf(scim, ada)).toMatchObject({ raw: { groups: [] } });
    await scim.call("DELETE", `/Users/${bob}`);
    expect((await scim.call("GET", `/Groups/${groupId}?excludedAttributes=displayName`)).body).not.toHaveProperty("members.0");
  });

  it("works through a bulk, references before what refers to them, and stops after so many errors", async () => {
    const scim = await givenScim();
    const bulk = (Operations: unknown[], failOnErrors?: number) => scim.call("POST", "/Bulk", { schemas: ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], failOnErrors, Operations });
    const made = await bulk([
      { method: "POST", path: "/Groups", bulkId: "team", data: { displayName: "Ops", members: [{ value: "bulkId:ada" }] } },
      { method: "POST", path: "/Users", bulkId: "ada", data: person("ada") },
      { method: "PATCH", path: "/Users/bulkId:ada", data: patchOf({ op: "replace", value: { active: false } }) },
    ]);
    expect((made.body["Operations"] as { status: string }[]).map(({ status }) => status)).toEqual(["201", "201", "200"]);
    const failing = await bulk([1, 2, 3].map((index) => ({ method: "POST", path: "/Users", bulkId: `b${String(index)}`, data: person("ada") })), 1);
    expect(failing.body["Operations"]).toMatchObject([{ status: "409", bulkId: "b1", response: { scimType: "uniqueness" } }]);
    expect((await scim.call("POST", "/Users", "x".repeat(1_048_577))).status).toBe(413);
    expect((await scim.call("POST", "/Users", "{")).body).toMatchObject({ scimType: "invalidSyntax", status: "400" });
  });
});
