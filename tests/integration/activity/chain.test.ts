import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import type { OrganizationId } from "@/lib/core/ids";
import { recordActivity } from "@/lib/db/activity";
import { inOrganization } from "@/lib/db/in-organization";
import { sealActivity } from "@/lib/use-cases/activity/seal-activity";
import { verifyActivity } from "@/lib/use-cases/activity/verify-activity";
import { verifyAudit } from "../../../scripts/verify-audit.mjs";
import { ownerUrl } from "../../support/database";
import { givenOrganization, type GivenOrganization } from "../../support/given";
import { databaseOf, testKeys } from "../../support/test-database-server";

async function givenEntries(organizationId: OrganizationId, count: number): Promise<void> {
  for (let number = 1; number <= count; number += 1)
    await inOrganization(organizationId, (scope) =>
      recordActivity(scope, { actor: { kind: "system", name: "sync" }, action: "user.status_changed", target: { type: "user", id: randomUUID(), name: `Person ${String(number)} “ü”` }, detail: { number, nested: { b: [1, null], a: "x" } } }),
    );
}

/** One with a chain of at least six links. */
async function givenChain(): Promise<GivenOrganization> {
  const given = await givenOrganization();
  await givenEntries(given.organizationId, 6);
  await sealActivity();
  expect(await verifyActivity(given.admin, {})).toMatchObject({ isIntact: true, waiting: 0, firstBroken: null });
  return given;
}

/** As the owner of the database, who is bound by nothing. */
const tamper = (sql: string, values: unknown[]) => databaseOf(ownerUrl(), (client) => client.query(sql, values));

/** What the program for the command line finds in this Organization. */
async function auditOf(organizationId: OrganizationId) {
  const found = (await verifyAudit(ownerUrl(), testKeys.APP_SECRET)).find(({ id }) => id === organizationId);
  if (found === undefined) throw new Error("The audit left an Organization out.");
  return found;
}

const linkAt = (organizationId: OrganizationId, place: number) =>
  inOrganization(organizationId, ({ db }) => db.activityLink.findUniqueOrThrow({ where: { organizationId_place: { organizationId, place } } }));

it("links every entry once and in order, however often and by however many it is sealed", async () => {
  const { organizationId, admin } = await givenChain();
  await givenEntries(organizationId, 20);
  await Promise.all([sealActivity(), sealActivity(), sealActivity()]);
  await sealActivity();
  const verdict = await verifyActivity(admin, {});
  expect(verdict).toMatchObject({ isIntact: true, waiting: 0, firstBroken: null });
  expect(verdict.entries).toBe(await inOrganization(organizationId, ({ db }) => db.activityEntry.count({ where: { organizationId } })));
  expect(await auditOf(organizationId)).toMatchObject({ firstBroken: null, entries: verdict.entries, head: { place: verdict.head?.place, hash: verdict.head?.hash } });
});

it("finds an entry that was altered, down to its detail and its time", async () => {
  for (const [column, value] of [["detail", "'{}'"], ["actor_name", "'somebody else'"], ["at", "at + interval '1 microsecond'"]] as const) {
    const { organizationId, admin } = await givenChain();
    const { entryId } = await linkAt(organizationId, 3);
    await tamper(`update activity_entries set ${column} = ${value} where id = $1`, [entryId]);
    const expected = { place: 3, entryId, because: "altered" };
    expect(await verifyActivity(admin, {})).toMatchObject({ isIntact: false, firstBroken: expected });
    expect(await auditOf(organizationId)).toMatchObject({ firstBroken: expected });
  }
});

it("finds an entry that was deleted, with its link or without, in the middle or at the end", async () => {
  const without = await givenChain();
  const { entryId } = await linkAt(without.organizationId, 4);
  await tamper("delete from activity_entries where id = $1", [entryId]);
  expect(await verifyActivity(without.admin, {})).toMatchObject({ isIntact: false, firstBroken: { place: 4, entryId, because: "deleted" } });
  expect(await auditOf(without.organizationId)).toMatchObject({ firstBroken: { place: 4, because: "deleted" } });

  const both = await givenChain();
  const middle = await linkAt(both.organizationId, 2);
  await tamper("delete from activity_entries where id = $1", [middle.entryId]);
  await tamper("delete from activity_links where organization_id = $1 and place = 2", [both.organizationId]);
  expect(await verifyActivity(both.admin, {})).toMatchObject({ isIntact: false, firstBroken: { place: 3, because: "link-missing" } });
  expect(await auditOf(both.organizationId)).toMatchObject({ firstBroken: { place: 3, because: "link-missing" } });

  const end = await givenChain();
  const { head } = await verifyActivity(end.admin, {});
  await tamper("delete from activity_links where organization_id = $1 and place = $2", [end.organizationId, head?.place]);
  expect(await verifyActivity(end.admin, {})).toMatchObject({ isIntact: false, firstBroken: { place: head?.place, because: "link-missing" } });
  expect(await auditOf(end.organizationId)).toMatchObject({ firstBroken: { because: "link-missing" } });
});

it("finds entries that changed places", async () => {
  const { organizationId, admin } = await givenChain();
  const [second, third] = [await linkAt(organizationId, 2), await linkAt(organizationId, 3)];
  await tamper("delete from activity_links where organization_id = $1 and place = 3", [organizationId]);
  await tamper("update activity_links set entry_id = $2 where organization_id = $1 and place = 2", [organizationId, third.entryId]);
  await tamper("insert into activity_links (organization_id, place, entry_id, hash) values ($1, 3, $2, $3)", [organizationId, second.entryId, third.hash]);
  expect(await verifyActivity(admin, {})).toMatchObject({ isIntact: false, firstBroken: { place: 2, because: "altered" } });
  expect(await auditOf(organizationId)).toMatchObject({ firstBroken: { place: 2, because: "altered" } });
});

it("keeps the chains of two Organizations apart: neither's entries fit into the other's", async () => {
  const [one, other] = [await givenChain(), await givenChain()];
  const theirs = await linkAt(other.organizationId, 1);
  await tamper("delete from activity_links where organization_id = $1", [one.organizationId]);
  await tamper("update activity_links set organization_id = $1 where organization_id = $2", [one.organizationId, other.organizationId]);
  await tamper("update activity_entries set organization_id = $1 where organization_id = $2", [one.organizationId, other.organizationId]);
  expect(await verifyActivity(one.admin, {})).toMatchObject({ isIntact: false, firstBroken: { place: 1, entryId: theirs.entryId, because: "altered" } });
  expect(await verifyActivity(other.admin, {})).toMatchObject({ entries: 0, head: null });
});
