import { describe, expect, it } from "vitest";
import { accountOf, ENTERPRISE, givenPerson, givenScim, patchOf, USER } from "./given-scim";

/** As Microsoft documents them: learn.microsoft.com, "Develop and plan provisioning for a SCIM endpoint" and "known issues". */
describe("Entra ID", () => {
  it("deactivates with a capital operation and a text", async () => {
    const scim = await givenScim();
    const id = await givenPerson(scim, "ada");
    const { status, body } = await scim.call("PATCH", `/Users/${id}`, patchOf({ op: "Replace", path: "active", value: "False" }));
    expect([status, body["active"]]).toEqual([200, false]);
    expect(await accountOf(scim, id)).toMatchObject({ status: "DEPROVISIONED" });
    const disabled = await scim.call("GET", `/Users?filter=${encodeURIComponent('userName eq "ada@acme.test"')}`);
    expect(disabled.body).toMatchObject({ totalResults: 1, Resources: [{ active: false }] });
  });

  it("sets values by filter, makes those that are not there, and sends a manager as a bare text", async () => {
    const scim = await givenScim();
    const id = await givenPerson(scim, "ada");
    const { body } = await scim.call("PATCH", `/Users/${id}`, patchOf(
      { op: "Replace", path: 'emails[type eq "work"].value', value: "new@acme.test" },
      { op: "Add", path: 'phoneNumbers[type eq "mobile"].value', value: "+49 30 1" },
      { op: "Add", path: `${ENTERPRISE}:manager`, value: "26118915" },
      { op: "Add", path: `${ENTERPRISE}:department`, value: "Ops" },
      { op: "Replace", path: "name.familyName", value: "Lovelace" },
      { op: "Add", value: { "name.givenName": "Augusta", title: "Countess", [`${ENTERPRISE}:employeeNumber`]: "7", 'emails[type eq "home"].value': "home@acme.test" } },
    ));
    expect(body).toMatchObject({
      title: "Countess", name: { familyName: "Lovelace", givenName: "Augusta" }, phoneNumbers: [{ type: "mobile", value: "+49 30 1" }],
      emails: [{ type: "work", value: "new@acme.test", primary: true }, { type: "home", value: "home@acme.test" }],
      [ENTERPRISE]: { manager: { value: "26118915" }, department: "Ops", employeeNumber: "7" },
    });
    const cleared = await scim.call("PATCH", `/Users/${id}`, patchOf({ op: "Remove", path: `${ENTERPRISE}:manager` }, { op: "Remove", path: "title" }));
    expect(cleared.body).not.toHaveProperty("title");
    expect(cleared.body[ENTERPRISE]).not.toHaveProperty("manager");
  });

  it("takes members away by listing them", async () => {
    const scim = await givenScim();
    const [ada, bob] = [await givenPerson(scim, "ada"), await givenPerson(scim, "bob")];
    const { body } = await scim.call("POST", "/Groups", { displayName: "Ops", members: [{ value: ada }, { value: bob }] });
    const changed = await scim.call("PATCH", `/Groups/${String(body["id"])}`, patchOf({ op: "Remove", path: "members", value: [{ value: ada }] }));
    expect(changed.body["members"]).toMatchObject([{ value: bob }]);
  });
});

/** As Okta documents them: developer.okta.com, "SCIM 2.0 protocol reference" and its specification test. */
describe("Okta", () => {
  it("deactivates without a path, and sends its own id back", async () => {
    const scim = await givenScim();
    const id = await givenPerson(scim, "ada");
    expect((await scim.call("PATCH", `/Users/${id}`, patchOf({ op: "replace", value: { active: false } }))).body).toMatchObject({ active: false });
    expect((await scim.call("PATCH", `/Users/${id}`, patchOf({ op: "replace", value: { id, active: true } }))).body).toMatchObject({ id, active: true });
  });

  it("passes through its own specification test", async () => {
    const scim = await givenScim();
    await givenPerson(scim, "ada");
    expect((await scim.call("GET", "/Users?count=1&startIndex=1")).body).toMatchObject({
      totalResults: 1, itemsPerPage: 1, startIndex: 1, Resources: [{ id: expect.any(String) as unknown, userName: expect.any(String) as unknown, active: true, name: { givenName: "ada" }, emails: [{ value: "ada@acme.test" }] }],
    });
    expect((await scim.call("GET", "/Users/none")).body).toMatchObject({ schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], detail: expect.any(String) as unknown });
    const made = await scim.call("POST", "/Users", { schemas: [USER], userName: "runscope@atko.com", name: { givenName: "A", familyName: "B" }, emails: [{ primary: true, value: "r@atko.com", type: "work" }], displayName: "A B", active: true }, { "content-type": "application/json", accept: "application/scim+json" });
    expect(made.status).toBe(201);
    expect((await scim.call("GET", "/Groups")).body).toMatchObject({ totalResults: 0, Resources: [] });
  });

  it("is told plainly what a patch cannot do", async () => {
    const scim = await givenScim();
    const id = await givenPerson(scim, "ada");
    const refused = async (operation: object) => (await scim.call("PATCH", `/Users/${id}`, patchOf(operation))).body["scimType"];
    expect(await refused({ op: "remove" })).toBe("noTarget");
    expect(await refused({ op: "replace", path: "id", value: "x" })).toBe("mutability");
    expect(await refused({ op: "replace", path: "nothing", value: "x" })).toBe("invalidPath");
    expect(await refused({ op: "move", path: "title", value: "x" })).toBe("invalidSyntax");
    expect(await refused({ op: "replace", path: "active", value: "perhaps" })).toBe("invalidValue");
    expect(await refused({ op: "remove", path: "userName" })).toBe("invalidValue");
    expect((await scim.call("GET", `/Users/${id}`)).headers.get("etag")).toBe('W/"1"');
  });
});
