import { createHash } from "node:crypto";

/** The demo must be the same people on every machine, so that a look, a test and a figure can be repeated. */
export interface SeededRandom {
  /** In [0, 1). */
  readonly next: () => number;
  readonly integer: (below: number) => number;
  readonly pick: <Item>(items: readonly Item[]) => Item;
  readonly shuffled: <Item>(items: readonly Item[]) => Item[];
}

export function seededRandom(seed: string): SeededRandom {
  let state = hash32(seed);
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    return mix(state) / 2 ** 32;
  };
  const integer = (below: number): number => Math.floor(next() * below);
  const pick = <Item>(items: readonly Item[]): Item => itemAt(items, integer(items.length));
  const shuffled = <Item>(items: readonly Item[]): Item[] =>
    items
      .map((item) => ({ item, order: next() }))
      .sort((one, other) => one.order - other.order)
      .map(({ item }) => item);
  return { next, integer, pick, shuffled };
}

export function itemAt<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new RangeError(`No item ${String(index)} in a list of ${String(items.length)}.`);
  return item;
}

/** FNV-1a: short texts to 32 well spread bits. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

export function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 15), value | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return (mixed ^ (mixed >>> 14)) >>> 0;
}

/** The same text gives the same id, and a hundred thousand texts give as many different ones. */
export function uuidFrom(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join("-");
}

const ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

export function lettersFrom(text: string, length: number): string {
  const random = seededRandom(text);
  return Array.from({ length }, () => ALPHANUMERIC.charAt(random.integer(ALPHANUMERIC.length))).join("");
}
