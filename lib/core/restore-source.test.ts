import { expect, it } from "vitest";
import { IntegrationId } from "@/lib/core/ids";
import { restoreSource } from "./restore-source";
import { SourceOfTruthPolicy } from "./source-of-truth";

const [hr, okta, files] = [1, 2, 3].map((n) => IntegrationId.parse(`00000000-0000-4000-8000-00000000000${String(n)}`)) as [IntegrationId, IntegrationId, IntegrationId];
const filter = { effect: "exclude" as const, match: "all" as const, conditions: [{ field: "title" as const, operator: "is" as const, value: "Bot" }] };
const then = SourceOfTruthPolicy.parse({
  userSources: [{ integrationId: hr }, { integrationId: okta, role: "match-only", status: "may-only-restrict", filter }, { integrationId: files }],
  fieldOrders: { title: { integrationIds: [okta, hr], blankIsEmpty: [okta] }, manager: { integrationIds: [hr] } },
  customFields: [{ key: "costCenter", label: "Cost center", from: [{ integrationId: okta, attribute: "cc" }, { integrationId: hr, attribute: "cost" }] }],
  statusMaps: { [okta]: { RECOVERY: "SUSPENDED" } },
});

it("puts a removed source back where it stood, with its filter, flags, words, and places in single fields", () => {
  const removed = SourceOfTruthPolicy.parse({
    ...then,
    userSources: then.userSources.filter(({ integrationId }) => integrationId !== okta),
    deactivatesPeopleOf: [okta],
    fieldOrders: { ...then.fieldOrders, title: { integrationIds: [hr] } },
    customFields: [{ key: "costCenter", label: "Cost center", from: [{ integrationId: hr, attribute: "cost" }] }],
    statusMaps: {},
  });
  expect(restoreSource(removed, then, okta)).toEqual(then);
});

it("finds the place also where its neighbours are gone", () => {
  const only = (...ids: IntegrationId[]) => SourceOfTruthPolicy.parse({ ...then, userSources: then.userSources.filter(({ integrationId }) => ids.includes(integrationId)) });
  const orderWith = (policy: SourceOfTruthPolicy, id: IntegrationId) => restoreSource(policy, then, id).userSources.map(({ integrationId }) => integrationId);
  expect(orderWith(only(hr, okta), files)).toEqual([hr, okta, files]);
  expect(orderWith(only(files), okta)).toEqual([okta, files]);
  expect(orderWith(only(), okta)).toEqual([okta]);
});

it("leaves what was decided since about others and about the source itself", () => {
  const since = SourceOfTruthPolicy.parse({
    userSources: [{ integrationId: files }, { integrationId: hr, isEnabled: false }], statusMaps: { [okta]: { RECOVERY: "ACTIVE" } }, walksUntilMissing: 3,
  });
  expect(restoreSource(since, then, okta)).toMatchObject({
    userSources: [{ integrationId: okta, filter }, { integrationId: files }, { integrationId: hr, isEnabled: false }],
    fieldOrders: { title: then.fieldOrders.title },
    customFields: [],
    statusMaps: { [okta]: { RECOVERY: "ACTIVE" } },
    walksUntilMissing: 3,
  });
});
