/** One step into a JSON value. */
type Step =
  | { readonly by: "key"; readonly key: string }
  | { readonly by: "index"; readonly index: number }
  | { readonly by: "match"; readonly key: string; readonly value: string }
  | { readonly by: "all" };
export type JsonPath = readonly Step[];

const STEP = /\.?([^.[\]"=]+)|\["([^"]+)"\]|\[(\d{1,6})\]|\[([^.[\]"=]+)=([^\]]*)\]|\[\]/y;

/** Undefined where the text is no path; the empty text is the value itself. */
export function parsePath(text: string): JsonPath | undefined {
  const steps: Step[] = [];
  let at = 0;
  while (at < text.length) {
    STEP.lastIndex = at;
    const match = STEP.exec(text);
    // A path begins with a name, never with a dot.
    if (match === null || (at === 0 && text.startsWith("."))) return undefined;
    const [whole, key, quoted, index, matchKey, matchValue] = match;
    const name = key ?? quoted;
    if (name !== undefined) steps.push({ by: "key", key: name });
    else if (index !== undefined) steps.push({ by: "index", index: Number(index) });
    else if (matchKey !== undefined) steps.push({ by: "match", key: matchKey, value: matchValue ?? "" });
    else steps.push({ by: "all" });
    at += whole.length;
  }
  return steps;
}

/** Everything at a path: one value, several where the path says `[]`, none where it leads nowhere. */
export function readAll(value: unknown, path: JsonPath): readonly unknown[] {
  let found: readonly unknown[] = [value];
  for (const step of path) found = found.flatMap((one) => take(one, step));
  return found;
}

/** The first thing at a path. */
export const readOne = (value: unknown, path: JsonPath): unknown => readAll(value, path)[0];

/** The first text at a path; numbers and flags are written as JSON writes them. */
export const readText = (value: unknown, path: JsonPath): string | undefined => readAll(value, path).map(toText).find((text) => text !== undefined);

export const toText = (value: unknown): string | undefined =>
  typeof value === "string" ? value : typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;

function take(value: unknown, step: Step): readonly unknown[] {
  if (typeof value !== "object" || value === null) return [];
  if (step.by === "key") return Object.hasOwn(value, step.key) ? [(value as Record<string, unknown>)[step.key]] : [];
  if (!Array.isArray(value)) return [];
  const items: readonly unknown[] = value;
  switch (step.by) {
    case "index":
      return items.slice(step.index, step.index + 1);
    case "match":
      return items.filter((item) => toText(readOne(item, [{ by: "key", key: step.key }])) === step.value).slice(0, 1);
    case "all":
      return items;
  }
}
