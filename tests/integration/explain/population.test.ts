import fc from "fast-check";
import { expect, it } from "vitest";
import { inOrganization } from "@/lib/db/in-organization";
import { type ExplainedFieldView, explainUser } from "@/lib/use-cases/users/explain-user";
import { givenPolicy, runEngine, settle } from "../../support/engine";
import { givenOverrides, givenThreeSources, population, settingsOf, toPolicy } from "../../support/random-engine";

const PEOPLE = 25;

/** Everything a User is, by field. */
async function readValues(organizationId: Parameters<typeof inOrganization>[0]): Promise<Map<string, Record<string, string>>> {
  const users = await inOrganization(organizationId, ({ db }) => db.user.findMany({ where: { organizationId, accounts: { some: {} } } }));
  return new Map(users.map(({ id, employeeStatus, email, givenName, familyName, profile }) => {
    const own = Object.entries({ email, givenName, familyName }).filter((entry): entry is [string, string] => entry[1] !== null);
    return [id, { ...(profile as Record<string, string>), ...Object.fromEntries(own), employeeStatus }];
  }));
}

const byField = (fields: readonly ExplainedFieldView[]): Record<string, string> =>
  Object.fromEntries(fields.flatMap(({ field, value }) => (value === null ? [] : [[field, value]])));

function expectWhole({ winner, losers, value, rule, sentence }: ExplainedFieldView): void {
  if (winner !== null) expect(winner.value).toBe(rule === "authoritative-empty" ? null : value);
  expect(losers.every((loser) => loser.accountId !== winner?.accountId && loser.sentence !== "")).toBe(true);
  expect(new Set(losers.map(({ accountId }) => accountId)).size).toBe(losers.length);
  expect(sentence).not.toBe("");
}

let explained = 0;

it("evaluates to what Users are, now and at an earlier moment, under any policy and evidence", { timeout: 180_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(population, population, settingsOf, settingsOf, async (first, second, drawnFirst, drawnSecond) => {
      const { organizationId, admin, sources } = await givenThreeSources();
      const walks = (lists: typeof first) => sources.map((integrationId, place) => ({ integrationId, accounts: lists[place] ?? [] }));
      await givenPolicy(organizationId, [], toPolicy(sources, drawnFirst));
      await runEngine(organizationId, { walks: walks(first) });
      const before = await readValues(organizationId);
      await new Promise((resolve) => setTimeout(resolve, 10));
      const then = new Date();
      await new Promise((resolve) => setTimeout(resolve, 10));

      await givenOverrides(organizationId, admin.userId, [...before.keys()]);
      const policy = await givenPolicy(organizationId, [], toPolicy(sources, drawnSecond));
      const read = await runEngine(organizationId, { walks: walks(second) });
      if (read.outcome === "held") await settle(organizationId, read.syncRunId, read.digest ?? "");
      const known = new Set(policy.customFields.map(({ key }) => `custom.${key}`));
      const isKnown = ([field]: [string, string]): boolean => !field.startsWith("custom.") || known.has(field);

      for (const [id, values] of [...(await readValues(organizationId))].slice(0, PEOPLE)) {
        const { fields } = await explainUser(admin, { id });
        expect(byField(fields)).toEqual(Object.fromEntries(Object.entries(values).filter(isKnown)));
        for (const field of fields) {
          expectWhole(field);
          expect(field.storedValue).toBe(values[field.field] ?? null);
        }
      }
      for (const [id, values] of [...before].slice(0, PEOPLE)) {
        const { fields, policyVersion } = await explainUser(admin, { id, at: then.toISOString() });
        expect(policyVersion).toBe(1);
        expect(byField(fields)).toEqual(values);
        for (const field of fields) expectWhole(field);
        explained += 1;
      }
    }),
    { numRuns: 4, endOnFailure: true },
  );
  expect(explained).toBeGreaterThan(0);
});
