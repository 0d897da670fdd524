import { beforeAll, describe, expect, it } from "vitest";
import { encodeCursor } from "@/lib/core/cursor";
import { EMPLOYEE_STATUSES } from "@/lib/core/users/employee-status";
import { inOrganization } from "@/lib/db/in-organization";
import { USER_SORTS, type UserSort } from "@/lib/db/users";
import { listUsers } from "@/lib/use-cases/users/list-users";
import { summarizeUsers } from "@/lib/use-cases/users/summarize-users";
import { givenOrganization, type GivenOrganization, givenUser } from "../../support/given";
import { refusalOf } from "../../support/given-integrations";

const PEOPLE = 250;
let crowd: GivenOrganization;

/** Names, addresses and instants that collide on purpose; some people have no address. */
beforeAll(async () => {
  crowd = await givenOrganization();
  const { organizationId } = crowd;
  const since = new Date("2026-01-01T00:00:00Z").getTime();
  await inOrganization(organizationId, ({ db }) =>
    db.user.createMany({
      data: Array.from({ length: PEOPLE }, (_, index) => ({
        organizationId,
        email: index % 10 === 0 ? null : `person-${String(index % 80)}@acme.test`,
        givenName: ["Zoë", "Ada", "Łukasz", "李"][index % 4] ?? "",
        familyName: `Family ${String(index % 30)}`,
        employeeStatus: EMPLOYEE_STATUSES[index % 4] ?? "ACTIVE",
        statusChangedAt: new Date(since + (index % 20) * 1000),
      })),
    }),
  );
  // Instants closer together than a millisecond must not fall into one another.
  await inOrganization(organizationId, ({ db }) =>
    db.$executeRaw`update users set status_changed_at = status_changed_at + (('x' || substr(md5(id::text), 1, 4))::bit(16)::int % 900) * interval '1 microsecond'
                   where organization_id = ${organizationId}::uuid`,
  );
});

async function walk(sort: UserSort, limit: number, between?: (page: number) => Promise<void>): Promise<string[]> {
  const seen: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page === 0 || cursor !== undefined; page += 1) {
    const { items, nextCursor } = await listUsers(crowd.admin, { sort, limit, cursor });
    seen.push(...items.map(({ id }) => id));
    cursor = nextCursor ?? undefined;
    await between?.(page);
  }
  return seen;
}

describe("the list of Users", () => {
  it.each(USER_SORTS)("shows each of 250 people exactly once, sorted by %s", async (sort) => {
    const seen = await walk(sort, 33);
    expect(seen).toHaveLength(PEOPLE + 1);
    expect(new Set(seen).size).toBe(PEOPLE + 1);
  });

  it.each(["name", "email", "statusChangedAt"] as const)("goes down by %s in exactly the reverse of going up", async (sort) => {
    expect(await walk(`-${sort}`, 47)).toEqual((await walk(sort, 50)).toReversed());
  });

  it("neither repeats nor skips anybody while others come and go between two pages", async () => {
    const before = await walk("name", 200);
    const guests: string[] = [];
    const seen = await walk("name", 40, async () => {
      const { userId } = await givenUser(crowd.organizationId, { givenName: "Aaa", familyName: "First" });
      guests.push(userId);
    });
    expect(seen.filter((id) => before.includes(id))).toEqual(before);
    await inOrganization(crowd.organizationId, ({ db }) =>
      db.user.deleteMany({ where: { organizationId: crowd.organizationId, id: { in: guests } } }),
    );
  });

  it("refuses a cursor of another sort, rubbish, and a limit above 200", async () => {
    const { nextCursor } = await listUsers(crowd.admin, { sort: "name", limit: 5 });
    const cursors = [nextCursor ?? "", "rubbish", encodeCursor(["email", "a", "no-id"]), encodeCursor(["statusChangedAt", "yesterday", crowd.admin.userId]), encodeCursor(["statusChangedAt", null, crowd.admin.userId])];
    for (const cursor of cursors) {
      for (const sort of ["email", "statusChangedAt"] as const) {
        expect(await refusalOf(listUsers(crowd.admin, { sort, cursor }))).toMatchObject({ code: "invalid_input" });
      }
    }
    expect(await refusalOf(listUsers(crowd.admin, { limit: 201 }))).toMatchObject({ code: "invalid_input" });
  });

  it("counts by Employee Status what the filter then shows", async () => {
    const summary = await summarizeUsers(crowd.admin, {});
    expect(summary.total).toBe(PEOPLE + 1);
    for (const employeeStatus of EMPLOYEE_STATUSES) {
      const { items } = await listUsers(crowd.admin, { employeeStatus, limit: 200 });
      expect(items).toHaveLength(summary.byStatus[employeeStatus]);
      expect(new Set(items.map((user) => user.employeeStatus))).toEqual(new Set([employeeStatus]));
    }
  });
});

describe("searching for a person", () => {
  it("takes %, _ and \\ for what they are", async () => {
    const { admin, organizationId } = await givenOrganization();
    const people = [
      { givenName: "100%", familyName: "Real", email: "a_b@acme.test" },
      { givenName: "100", familyName: "Percent", email: "axb@acme.test" },
      { givenName: "Back\\slash", familyName: "Real", email: "c@acme.test" },
    ];
    for (const person of people) await givenUser(organizationId, person);
    const find = async (query: string) => (await listUsers(admin, { query })).items.map(({ email }) => email);
    expect(await find("%")).toEqual(["a_b@acme.test"]);
    expect(await find("_")).toEqual(["a_b@acme.test"]);
    expect(await find("\\")).toEqual(["c@acme.test"]);
    expect(await find("100")).toEqual(["axb@acme.test", "a_b@acme.test"]);
  });

  it("finds a part of the name or the address in any case, and nobody for a NUL alone", async () => {
    const { admin, organizationId } = await givenOrganization();
    await givenUser(organizationId, { givenName: "Zoë", familyName: "Ångström", email: "zoe@acme.test" });
    for (const query of ["ZOË ÅNG", "ström", "ZOE@ACME", "  zoë  ", "zo\0ë"]) {
      expect((await listUsers(admin, { query })).items.map(({ email }) => email)).toEqual(["zoe@acme.test"]);
    }
    expect((await listUsers(admin, { query: "nobody" })).items).toEqual([]);
  });

  it("never looks into another Organization", async () => {
    const { admin } = await givenOrganization();
    expect((await listUsers(admin, { query: "family" })).items).toEqual([]);
    expect(await summarizeUsers(admin, {})).toMatchObject({ total: 1 });
  });
});
