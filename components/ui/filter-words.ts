import type { Filter } from "./filter-bar";

/** What narrows a list, in words, such as `"okafor", Source: Okta`; empty when nothing does. */
export const filterWords = (filters: readonly Filter[], query: string): string =>
  [
    ...(query === "" ? [] : [`“${query}”`]),
    ...filters.flatMap(({ label, value, options }) =>
      value === null ? [] : [`${label}: ${options.find((option) => option.value === value)?.label ?? value}`],
    ),
  ].join(", ");
