import { describe, expect, it } from "vitest";
import { accountOf, ENTERPRISE, type GivenScim, givenPerson, givenScim, patchOf } from "./given-scim";

const managerOf = async (scim: GivenScim, id: string): Promise<unknown> => (await accountOf(scim, id))?.profile;
const under = (value: string) => ({ [ENTERPRISE]: { manager: { value } } });

describe("a manager who is named by a bare id", () => {
  it("is shown by name, also when renamed or pushed later, and no more once removed", async () => {
    const scim = await givenScim();
    const boss = await givenPerson(scim, "grace", { displayName: "Grace Hopper" });
    const ada = await givenPerson(scim, "ada", under(boss));
    expect(await managerOf(scim, ada)).toMatchObject({ manager: "Grace Hopper" });
    // Entra names the manager by its own id and may send that person afterwards.
    const bob = await givenPerson(scim, "bob", under("ext-late"));
    expect(await managerOf(scim, bob)).not.toHaveProperty("manager");
    await givenPerson(scim, "late", { displayName: "Late Comer" });
    expect(await managerOf(scim, bob)).toMatchObject({ manager: "Late Comer" });
    await scim.call("PATCH", `/Users/${boss}`, patchOf({ op: "replace", path: "displayName", value: "Admiral Hopper" }));
    expect(await managerOf(scim, ada)).toMatchObject({ manager: "Admiral Hopper" });
    await scim.call("DELETE", `/Users/${boss}`);
    expect(await managerOf(scim, ada)).not.toHaveProperty("manager");
  });

  it("is nobody of another integration, and nobody where the client's id stands on two", async () => {
    const [scim, other] = [await givenScim(), await givenScim()];
    await givenPerson(other, "boss", { displayName: "Not Ours" });
    const ada = await givenPerson(scim, "ada", under("ext-boss"));
    expect(await managerOf(scim, ada)).not.toHaveProperty("manager");
    await givenPerson(scim, "one", { externalId: "twice" });
    await givenPerson(scim, "two", { externalId: "twice" });
    expect(await managerOf(scim, await givenPerson(scim, "bob", under("twice")))).not.toHaveProperty("manager");
  });
});
