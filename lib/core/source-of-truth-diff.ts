import { z } from "zod";
import type { FieldOrder, SourceFilter, SourceOfTruthPolicy, UserSourceSettings } from "@/lib/core/source-of-truth";
import { settingDifferences } from "@/lib/core/source-of-truth-settings";

/** One difference between two policies, for people (`words`) and for programs. */
export const PolicyDifference = z.object({
  /** Such as `userSources.<integration id>.role` or `fieldOrders.manager`. */
  path: z.string(),
  kind: z.enum(["added", "removed", "moved", "changed"]),
  words: z.string(),
  before: z.unknown(),
  after: z.unknown(),
});
export type PolicyDifference = z.output<typeof PolicyDifference>;

interface Sides {
  readonly before: SourceOfTruthPolicy;
  readonly after: SourceOfTruthPolicy;
  /** Integration → what people call it. */
  readonly nameOf: (integrationId: string) => string;
}

/** Everything in which two policies differ, the order of sources first; none means that they decide the same. */
export function diffPolicies(before: SourceOfTruthPolicy, after: SourceOfTruthPolicy, nameOf: (integrationId: string) => string): PolicyDifference[] {
  const sides = { before, after, nameOf };
  return [
    ...listedSources(sides),
    ...removedPeople(sides),
    ...movedSources(sides),
    ...changedSources(sides),
    ...fieldOrders(sides),
    ...customFields(sides),
    ...statusMaps(sides),
    ...settingDifferences(before, after),
  ];
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

function listedSources({ before, after, nameOf }: Sides): PolicyDifference[] {
  const isIn = ({ userSources }: SourceOfTruthPolicy, id: string): boolean => userSources.some(({ integrationId }) => integrationId === id);
  const removed = before.userSources.filter(({ integrationId }) => !isIn(after, integrationId));
  const added = after.userSources.flatMap((source, index) => (isIn(before, source.integrationId) ? [] : [{ source, rank: index + 1 }]));
  return [
    ...removed.map((source) => ({
      path: `userSources.${source.integrationId}`, kind: "removed" as const, before: source, after: null,
      words: `${nameOf(source.integrationId)} leaves the User Sources.`,
    })),
    ...added.map(({ source, rank }) => ({
      path: `userSources.${source.integrationId}`, kind: "added" as const, before: null, after: source,
      words: [`${nameOf(source.integrationId)} joins the User Sources at place ${String(rank)}`, ...settingsIn(source)].join("; ") + ".",
    })),
  ];
}

function removedPeople({ before, after, nameOf }: Sides): PolicyDifference[] {
  const [were, are] = [before.deactivatesPeopleOf, after.deactivatesPeopleOf];
  const path = (id: string): string => `deactivatesPeopleOf.${id}`;
  return [
    ...are.filter((id) => !were.includes(id)).map((id) => ({
      path: path(id), kind: "added" as const, before: null, after: id, words: `Whoever is known from ${nameOf(id)} only becomes inactive.`,
    })),
    ...were.filter((id) => !are.includes(id)).map((id) => ({
      path: path(id), kind: "removed" as const, before: id, after: null, words: `Whoever is known from ${nameOf(id)} only is left as they are.`,
    })),
  ];
}

/** Only the fewest sources that explain the new order: dragging one up does not move all the others down. */
function movedSources({ before, after, nameOf }: Sides): PolicyDifference[] {
  const places = new Map(before.userSources.map(({ integrationId }, index) => [integrationId, index]));
  const stayed = after.userSources.flatMap(({ integrationId }, index) => {
    const from = places.get(integrationId);
    return from === undefined ? [] : [{ integrationId, from, to: index }];
  });
  const unmoved = longestRise(stayed.map(({ from }) => from));
  return stayed.filter(({ from }) => !unmoved.has(from)).map(({ integrationId, from, to }) => ({
    path: `userSources.${integrationId}.rank`, kind: "moved" as const, before: from + 1, after: to + 1,
    words: `${nameOf(integrationId)} moves from place ${String(from + 1)} to place ${String(to + 1)}.`,
  }));
}

/** A longest part of the numbers that rises, as a set; there are at most 100 of them. */
function longestRise(numbers: readonly number[]): ReadonlySet<number> {
  const best: number[][] = [];
  for (const [index, number] of numbers.entries()) {
    const before = best.slice(0, index).filter((_, earlier) => (numbers[earlier] ?? 0) < number);
    best.push([...before.reduce<number[]>((longest, rise) => (rise.length > longest.length ? rise : longest), []), number]);
  }
  return new Set(best.reduce<number[]>((longest, rise) => (rise.length > longest.length ? rise : longest), []));
}

function changedSources({ before, after, nameOf }: Sides): PolicyDifference[] {
  const earlier = new Map(before.userSources.map((source) => [source.integrationId, source]));
  return after.userSources.flatMap((source) => {
    const was = earlier.get(source.integrationId);
    if (was === undefined) return [];
    return (["isEnabled", "role", "status", "filter"] as const)
      .filter((setting) => !isSame(was[setting], source[setting]))
      .map((setting) => ({
        path: `userSources.${source.integrationId}.${setting}`, kind: "changed" as const, before: was[setting], after: source[setting],
        words: `${nameOf(source.integrationId)} ${wordsFor(setting, source)}.`,
      }));
  });
}

function wordsFor(setting: "isEnabled" | "role" | "status" | "filter", source: UserSourceSettings): string {
  switch (setting) {
    case "isEnabled":
      return source.isEnabled ? "has a say again" : "has no say any more, and keeps its place";
    case "role":
      return source.role === "create" ? "creates Users" : "links and enriches, and creates nobody";
    case "status":
      return source.status === "may-grant" ? "may grant and take access" : "may only take access, never grant it";
    case "filter":
      return source.filter === null ? "counts all its people" : describeFilter(source.filter);
  }
}

/** What a new source does otherwise than by default. */
const settingsIn = (source: UserSourceSettings): string[] => [
  ...(source.isEnabled ? [] : ["disabled"]),
  ...(source.role === "create" ? [] : [wordsFor("role", source)]),
  ...(source.status === "may-grant" ? [] : [wordsFor("status", source)]),
  ...(source.filter === null ? [] : [wordsFor("filter", source)]),
];

function describeFilter({ effect, match, conditions }: SourceFilter): string {
  const all = conditions.map(({ field, operator, value }) => {
    const words = `${field} ${operator.replaceAll("-", " ")}`;
    return operator === "is-empty" || operator === "is-not-empty" ? words : `${words} “${value}”`;
  });
  return `counts ${effect === "include" ? "only people with" : "nobody with"} ${all.join(match === "all" ? " and " : " or ")}`;
}

const FIELD_WORDS: Readonly<Record<string, string>> = { manager: "Manager", department: "Team", title: "Title", startDate: "Start date", endDate: "End date" };

function fieldOrders({ before, after, nameOf }: Sides): PolicyDifference[] {
  return Object.entries(FIELD_WORDS).flatMap(([field, label]) => {
    const [was, is] = [before, after].map((policy) => new Map(Object.entries(policy.fieldOrders)).get(field));
    if (isSame(was, is)) return [];
    return { path: `fieldOrders.${field}`, kind: kindOf(was, is), before: was ?? null, after: is ?? null, words: describeOrder(label, is, nameOf) };
  });
}

function describeOrder(label: string, order: FieldOrder | undefined, nameOf: Sides["nameOf"]): string {
  if (order === undefined) return `${label} follows the User Sources.`;
  const listed = order.integrationIds.map((id) => (order.blankIsEmpty.includes(id) ? `${nameOf(id)} (a blank empties it)` : nameOf(id)));
  const asked = [...listed, ...(order.fallback ? ["the User Sources"] : [])];
  return asked.length === 0 ? `${label} follows no source.` : `${label} follows ${asked.join(", then ")}.`;
}

function customFields({ before, after, nameOf }: Sides): PolicyDifference[] {
  const byKey = ({ customFields: fields }: SourceOfTruthPolicy) => new Map(fields.map((field) => [field.key, field]));
  const [were, are] = [byKey(before), byKey(after)];
  return [...new Set([...were.keys(), ...are.keys()])].flatMap((key) => {
    const [was, is] = [were.get(key), are.get(key)];
    if (isSame(was, is)) return [];
    const from = (is?.from ?? []).map(({ integrationId, attribute }) => `${attribute} of ${nameOf(integrationId)}`);
    const words =
      is === undefined
        ? `The field ${was?.label ?? key} goes.`
        : `The field ${is.label} (${is.type === "user" ? "a User" : "text"}) comes from ${from.length === 0 ? "no source" : from.join(", then ")}.`;
    return { path: `customFields.${key}`, kind: kindOf(was, is), before: was ?? null, after: is ?? null, words };
  });
}

function statusMaps({ before, after, nameOf }: Sides): PolicyDifference[] {
  const [were, are] = [before, after].map(({ statusMaps: maps }) => new Map(Object.entries(maps).map(([id, map]) => [id, new Map(Object.entries(map))])));
  return [...new Set([...(were?.keys() ?? []), ...(are?.keys() ?? [])])].flatMap((id) => {
    const [was, is] = [were?.get(id), are?.get(id)];
    return [...new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])].flatMap((word) => {
      const [old, now] = [was?.get(word), is?.get(word)];
      if (old === now) return [];
      const meaning = now === undefined ? "means what the connector says" : `means ${now}`;
      return { path: `statusMaps.${id}.${word}`, kind: kindOf(old, now), before: old ?? null, after: now ?? null, words: `“${word}” of ${nameOf(id)} ${meaning}.` };
    });
  });
}

const kindOf = (was: unknown, is: unknown): PolicyDifference["kind"] => (was === undefined ? "added" : is === undefined ? "removed" : "changed");
