/** A view as JSON carries it: every Date is an ISO 8601 string in UTC. */
export type Wire<Value> = unknown extends Value
  ? unknown
  : Value extends string | number | boolean | null | undefined
    ? Value
    : Value extends Date
    ? string
    : Value extends readonly (infer Item)[]
      ? Wire<Item>[]
      : Value extends object
        ? { -readonly [Key in keyof Value]: Wire<Value[Key]> }
        : Value;

/** Turns the Dates of a use case's answer into ISO strings, however deep they are; leaves the rest as it is. */
export function toWire<Value>(value: Value): Wire<Value> {
  return deep(value) as Wire<Value>;
}

function deep(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(deep);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, deep(member)]));
}
