import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { toApiToken } from "@/lib/core/access/api-token";
import { callApi } from "@/tests/support/call-api";
import { ownerUrl } from "@/tests/support/database";
import { givenOrganization } from "@/tests/support/given";
import { databaseOf } from "@/tests/support/test-database-server";

const asOwner = (sql: string) => databaseOf(ownerUrl(), (client) => client.query(sql));

describe("AUT-17: when what decides about access fails", () => {
  const repairs: string[] = [];
  afterEach(async () => {
    for (const repair of repairs.splice(0)) await asOwner(repair);
  });

  it.each([
    ["the sessions cannot be read", "alter table sessions rename to sessions_away", "alter table sessions_away rename to sessions"],
    ["the people cannot be read", "revoke select on users from lumos_gateway", "grant select on users to lumos_gateway"],
    ["a role is one that nobody knows", "alter type user_role rename value 'ADMIN' to 'OWNER'", "alter type user_role rename value 'OWNER' to 'ADMIN'"],
    ["the Organizations cannot be read", "alter table organizations rename to organizations_away", "alter table organizations_away rename to organizations"],
  ])("nobody gets in while %s", async (_, fault, repair) => {
    const { sessionToken } = await givenOrganization();
    const made = await callApi("POST", "api-tokens", { session: sessionToken, json: { name: "Script" } });
    const token = String(made.body["token"]);
    repairs.push(repair);
    await asOwner(fault);
    for (const way of [{ session: sessionToken }, { token }]) {
      const answer = await callApi("GET", "me", way);
      if ("token" in way && fault.includes("sessions")) continue;
      expect([401, 503], JSON.stringify(answer.body)).toContain(answer.status);
      expect(JSON.stringify(answer.body)).not.toMatch(/relation|permission denied|prisma|select /i);
    }
  });

  it("10,000 malformed Authorization headers are 401, each of them", async () => {
    const { sessionToken: session } = await givenOrganization();
    const printable = fc.string({ unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)), maxLength: 80 });
    const header = fc.oneof(
      printable,
      printable.map((text) => `Bearer ${text}`),
      printable.map((text) => `bearer lumos_${text}`),
      fc.constantFrom("Bearer", "Bearer ", "Basic Og==", "Bearer null", "Bearer undefined", "Bearer lumos_", `Bearer ${"a".repeat(10_000)}`, `Bearer ${toApiToken("A".repeat(43))} x`, "Bearer eyJhbGciOiJub25lIn0.e30."),
    );
    const statuses = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(header, async (authorization) => {
        // A cookie beside it does not stand in for what was said first.
        const { status } = await callApi("GET", "me", { session, headers: { authorization } });
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }),
      { numRuns: 10_000 },
    );
    expect([...statuses.keys()]).toEqual([401]);
  }, 60_000);
});
