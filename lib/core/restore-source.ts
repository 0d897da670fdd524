import type { FieldOrder, SourceOfTruthPolicy } from "@/lib/core/source-of-truth";

/**
 * Lists a removed source again with all that `then` decided about it: its place and settings, the meaning of its status
 * words, its places in the orders of single fields and in the Organization's own fields. What was decided about others
 * since stays; where its neighbours are gone or have moved, it stands before the first that stood behind it.
 */
export function restoreSource(policy: SourceOfTruthPolicy, then: SourceOfTruthPolicy, id: string): SourceOfTruthPolicy {
  const isIt = ({ integrationId }: { readonly integrationId: string }): boolean => integrationId === id;
  const map = Object.entries(then.statusMaps).find(([of]) => of === id);
  const isMapped = Object.hasOwn(policy.statusMaps, id);
  return {
    ...policy,
    userSources: putBack(policy.userSources, then.userSources, isIt, ({ integrationId }) => integrationId),
    deactivatesPeopleOf: policy.deactivatesPeopleOf.filter((of) => of !== id),
    fieldOrders: restoreOrders(policy, then, id),
    customFields: policy.customFields.map((field) => {
      const from = then.customFields.find(({ key }) => key === field.key)?.from ?? [];
      return { ...field, from: putBack(field.from, from, isIt, ({ integrationId, attribute }) => `${integrationId} ${attribute}`) };
    }),
    statusMaps: map === undefined || isMapped ? policy.statusMaps : { ...policy.statusMaps, [map[0]]: map[1] },
  };
}

function restoreOrders(policy: SourceOfTruthPolicy, then: SourceOfTruthPolicy, id: string): SourceOfTruthPolicy["fieldOrders"] {
  const orders = new Map<string, FieldOrder | undefined>(Object.entries(policy.fieldOrders));
  const isIt = (listed: string): boolean => listed === id;
  const itself = (listed: string): string => listed;
  for (const [field, was] of Object.entries(then.fieldOrders)) {
    if (was === undefined || !was.integrationIds.some(isIt)) continue;
    const { integrationIds, blankIsEmpty, ...order } = orders.get(field) ?? was;
    orders.set(field, {
      ...order,
      integrationIds: putBack(integrationIds, was.integrationIds, isIt, itself),
      blankIsEmpty: putBack(blankIsEmpty, was.blankIsEmpty, isIt, itself),
    });
  }
  return Object.fromEntries(orders);
}

/** The list with those of `then` that are meant and missing, each before the first that stood behind it. */
function putBack<Item>(list: readonly Item[], then: readonly Item[], isMeant: (item: Item) => boolean, keyOf: (item: Item) => string): Item[] {
  return then.filter(isMeant).reduce<Item[]>(
    (restored, item) => {
      if (restored.some((other) => keyOf(other) === keyOf(item))) return restored;
      const behind = new Set(then.slice(then.indexOf(item) + 1).map(keyOf));
      const at = restored.findIndex((other) => behind.has(keyOf(other)));
      return restored.toSpliced(at < 0 ? restored.length : at, 0, item);
    },
    [...list],
  );
}
