import SCIMMY from "scimmy";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ENTERPRISE, givenPerson, givenScim, patchOf, USER } from "./given-scim";

const Attribute = z.looseObject({ name: z.string(), type: z.string(), multiValued: z.boolean(), mutability: z.string() });
const Schema = z.looseObject({ id: z.string(), attributes: z.array(Attribute.extend({ subAttributes: z.array(Attribute).optional() })) });
const List = z.looseObject({ totalResults: z.number(), Resources: z.array(z.record(z.string(), z.unknown())) });

const described = (definition: { describe(): unknown }) => Schema.parse(JSON.parse(JSON.stringify(definition.describe())));
const shapeOf = ({ name, type, multiValued }: z.output<typeof Attribute>) => ({ name, type, multiValued });

/** SCIMMY, which nobody here wrote, holds the RFC's schemas and throws where a value is not of its type. */
const judge = (definition: typeof SCIMMY.Schemas.User.definition, resource: Record<string, unknown>): unknown => definition.coerce(structuredClone(resource), "out", "http://localhost:3000/scim/v2/Users");

describe("an independent reader of SCIM", () => {
  it("takes our people and groups as they are, whatever dialect made them", async () => {
    const scim = await givenScim();
    const id = await givenPerson(scim, "ada", { active: "True", [ENTERPRISE]: { manager: "someone", employeeNumber: 7 }, phoneNumbers: { value: "+49 30 1", type: "mobile" } });
    await scim.call("PATCH", `/Users/${id}`, patchOf({ op: "Replace", path: "active", value: "False" }, { op: "Add", path: 'addresses[type eq "work"].locality', value: "Berlin" }));
    await scim.call("POST", "/Groups", { displayName: "Ops", members: [{ value: id }] });
    const people = List.parse((await scim.call("GET", "/Users")).body);
    expect(people).toMatchObject({ totalResults: 1, itemsPerPage: 1, startIndex: 1 });
    const core = people.Resources.map((resource) => Object.fromEntries(Object.entries(resource).filter(([key]) => !key.startsWith("urn:"))));
    for (const resource of core) expect(judge(SCIMMY.Schemas.User.definition, { ...resource, schemas: [USER] })).toMatchObject({ id, userName: "ada@acme.test", active: false, addresses: [{ type: "work", locality: "Berlin" }], emails: [{ value: "ada@acme.test" }], groups: [{ display: "Ops" }] });
    const [extension] = people.Resources.map((resource) => z.record(z.string(), z.unknown()).parse(resource[ENTERPRISE]));
    expect(extension).toMatchObject({ employeeNumber: "7", manager: { value: "someone" } });
    for (const group of List.parse((await scim.call("GET", "/Groups")).body).Resources) expect(judge(SCIMMY.Schemas.Group.definition, group)).toMatchObject({ displayName: "Ops", members: [{ value: id }] });
  });

  it("knows every attribute of the RFC from our description, by the same name, type and number", async () => {
    const scim = await givenScim();
    const ours = new Map(List.parse((await scim.call("GET", "/Schemas")).body).Resources.map((resource) => Schema.parse(resource)).map((schema) => [schema.id, schema]));
    for (const theirs of [SCIMMY.Schemas.User, SCIMMY.Schemas.Group, SCIMMY.Schemas.EnterpriseUser].map(({ definition }) => described(definition))) {
      const attributes = ours.get(theirs.id)?.attributes ?? [];
      for (const attribute of theirs.attributes) {
        expect.soft(attributes.filter(({ name }) => name === attribute.name).map(shapeOf), `${theirs.id} ${attribute.name}`).toEqual([shapeOf(attribute)]);
      }
    }
  });

  it("finds the same people by the same filters", async () => {
    const scim = await givenScim();
    await givenPerson(scim, "ada", { title: "Engineer", emails: [{ value: "ada@work.test", type: "work" }, { value: "ada@home.test", type: "home" }] });
    await givenPerson(scim, "bob", { active: false, title: "Manager" });
    await givenPerson(scim, "cyd", { nickName: "C" });
    const all = List.parse((await scim.call("GET", "/Users")).body).Resources;
    const names = (resources: readonly Record<string, unknown>[]) => resources.map(({ userName }) => userName).sort();
    for (const filter of [
      'userName eq "ada@acme.test"', 'userName sw "b"', "title pr", 'title eq "Engineer" or active eq false', 'not (nickName pr)', "active eq true and title pr",
      'emails[type eq "home" and value co "home"]', 'emails[type eq "work" and value co "home"]', 'name.givenName ew "d"', 'meta.lastModified gt "2020-01-01T00:00:00Z"',
    ]) {
      const found = List.parse((await scim.call("GET", `/Users?filter=${encodeURIComponent(filter)}`)).body).Resources;
      expect.soft([filter, names(found)]).toEqual([filter, names(new SCIMMY.Types.Filter(filter).match(structuredClone(all)))]);
    }
  });
});
