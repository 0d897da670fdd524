import { counted } from "./run-words";
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
