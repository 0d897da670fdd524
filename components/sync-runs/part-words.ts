import { counted, figure } from "./run-words";
import type { PartCounts } from "@/lib/api/contract/sync-runs";
import type { ChangeKind } from "@/lib/core/sync/change-set";
import type { Access, Part } from "./use-part";

export const ACCESS_CHOICES: readonly { readonly value: Access; readonly label: string; readonly words: string }[] = [
  { value: "LOST", label: "People who lose sign-in", words: "lose sign-in" },
  { value: "GAINED", label: "People who gain sign-in", words: "gain sign-in" },
  { value: "NONE", label: "People whose sign-in stays as it is", words: "keep sign-in as it is" },
];

const either = (items: readonly string[]): string => items.join(" or ");

/** "2 people chosen by name who lose sign-in and whose changes all come from Okta": whom a part is about. */
export function partWords({ access, integrationIds, userIds }: Part, sourceName: (integrationId: string) => string): string {
  const who = userIds.length > 0 ? `${counted(userIds.length, "person", "people")} chosen by name` : "all people";
  const conditions = [
    ...(access.length > 0 ? [`who ${either(ACCESS_CHOICES.filter(({ value }) => access.includes(value)).map(({ words }) => words))}`] : []),
    ...(integrationIds.length > 0 ? [`whose changes all come from ${either(integrationIds.map(sourceName))}`] : []),
  ];
  return [who, conditions.join(" and ")].filter((part) => part !== "").join(" ");
}

const KIND_WORDS: readonly (readonly [ChangeKind, string])[] = [
  ["CREATE", "new"],
  ["STATUS", "with another Employee Status"],
  ["FIELD", "with other values"],
  ["LINK", "with another account"],
];

/** "12 people: 4 lose sign-in, 3 new, 9 with other values": what a part would do, the heaviest first. */
export function partCountWords({ people, accessLost, accessGained, byKind }: PartCounts): string {
  if (people === 0) return "nobody has only changes of this choice";
  const parts = [
    [accessLost, accessLost === 1 ? "loses sign-in" : "lose sign-in"] as const,
    [accessGained, accessGained === 1 ? "gains sign-in" : "gain sign-in"] as const,
    ...KIND_WORDS.map(([kind, words]) => [byKind[kind] ?? 0, words] as const),
  ].filter(([count]) => count > 0);
  return `${counted(people, "person", "people")}: ${parts.map(([count, words]) => `${figure(count)} ${words}`).join(", ")}`;
}
