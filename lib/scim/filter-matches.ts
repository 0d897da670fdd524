import { findAttribute, findPath } from "./attribute-path";
import type { Comparison, Filter, FilterValue } from "./filter";
import type { ScimAttribute, ScimResourceType } from "./schemas";
import { ScimError } from "./scim-error";

export type Json = Readonly<Record<string, unknown>>;
type Test = (resource: Json) => boolean;

/** Makes a filter a test over whole resources. An attribute that does not exist fits nobody (RFC 7644 section 3.4.2.1). */
export const compileFilter = (filter: Filter, type: ScimResourceType): Test => compile(filter, (path) => readerOf(type, path));

/** The same over the values of one multi-valued attribute, as PATCH and value paths need it. */
export const compileValueFilter = (filter: Filter, attribute: ScimAttribute): Test =>
  compile(filter, (path) => {
    const sub = findAttribute(attribute.subAttributes ?? [], path);
    if (sub !== undefined) return { attribute: sub, read: (value) => valuesOf(read(value, sub.name)) };
    return null;
  });

interface AttributeReader {
  readonly attribute: ScimAttribute;
  readonly read: (resource: Json) => readonly unknown[];
}

function compile(filter: Filter, findReader: (path: string) => AttributeReader | null): Test {
  switch (filter.op) {
    case "and": {
      const parts = filter.parts.map((part) => compile(part, findReader));
      return (resource) => parts.every((part) => part(resource));
    }
    case "or": {
      const parts = filter.parts.map((part) => compile(part, findReader));
      return (resource) => parts.some((part) => part(resource));
    }
    case "not": {
      const part = compile(filter.part, findReader);
      return (resource) => !part(resource);
    }
    case "values": {
      const found = findReader(filter.path);
      if (found === null) return () => false;
      const test = compileValueFilter(filter.where, found.attribute);
      return (resource) => found.read(resource).some((value) => isRecord(value) && test(value));
    }
    case "pr": {
      const found = findReader(filter.path);
      return (resource) => found !== null && found.read(resource).some(isPresent);
    }
    default:
      return compileComparison(filter.op, filter.value, findReader(filter.path));
  }
}

function compileComparison(op: Comparison, value: FilterValue, found: AttributeReader | null): Test {
  if (found === null) return () => false;
  const { attribute, read: readAll } = found;
  if (attribute.type === "boolean" && !["eq", "ne"].includes(op)) throw new ScimError(400, `${attribute.name} is true or false and has no order.`, "invalidFilter");
  const wanted = toComparable(attribute, value);
  const test = (one: unknown): boolean => compareOne(op, toComparable(attribute, valueOf(one)), wanted);
  if (op === "ne") return (resource) => !readAll(resource).some((one) => toComparable(attribute, valueOf(one)) === wanted) && !(wanted === null && readAll(resource).length === 0);
  return (resource) => {
    const all = readAll(resource);
    return all.length === 0 ? wanted === null && op === "eq" : all.some(test);
  };
}

function compareOne(op: Comparison, found: FilterValue, wanted: FilterValue): boolean {
  if (op === "eq") return found === wanted;
  if (typeof found === "number" && typeof wanted === "number") return order(op, found - wanted);
  if (typeof found !== "string" || typeof wanted !== "string") return false;
  if (op === "co") return found.includes(wanted);
  if (op === "sw") return found.startsWith(wanted);
  if (op === "ew") return found.endsWith(wanted);
  return order(op, found < wanted ? -1 : found > wanted ? 1 : 0);
}

function order(op: Comparison, difference: number): boolean {
  if (op === "gt") return difference > 0;
  if (op === "ge") return difference >= 0;
  if (op === "lt") return difference < 0;
  return op === "le" && difference <= 0;
}

/** Instants as milliseconds, texts without case unless the attribute is exact, booleans that clients write as texts. */
function toComparable({ type, caseExact }: ScimAttribute, value: unknown): FilterValue {
  if (typeof value === "boolean" || typeof value === "number" || value === null) return value;
  if (typeof value !== "string") return null;
  if (type === "boolean") return /^true$/i.test(value) ? true : /^false$/i.test(value) ? false : value;
  if (type === "dateTime") return Number.isNaN(Date.parse(value)) ? value : Date.parse(value);
  return caseExact ? value : value.toLowerCase();
}

function readerOf(type: ScimResourceType, path: string): AttributeReader | null {
  const found = findPath(type, path);
  if (found?.attribute === null || found === null) return null;
  const { extension, attribute, sub } = found;
  const base = (resource: Json): unknown => (extension === null ? resource : read(resource, extension));
  // A multi-valued complex attribute by itself means its `value` (RFC 7644 section 3.5.2).
  const implied = sub ?? (attribute.multiValued ? findAttribute(attribute.subAttributes ?? [], "value") : undefined);
  if (sub === null) return { attribute: implied ? { ...attribute, type: implied.type, caseExact: implied.caseExact } : attribute, read: (resource) => valuesOf(read(base(resource), attribute.name)) };
  return { attribute: sub, read: (resource) => valuesOf(read(base(resource), attribute.name)).flatMap((value) => valuesOf(read(value, sub.name))) };
}

/** The value that sorts a resource, or nothing where it has none; the primary one of several (RFC 7644 section 3.4.2.3). */
export function sortKeyOf(type: ScimResourceType, path: string): ((resource: Json) => FilterValue) | null {
  const found = findPath(type, path);
  const reader = readerOf(type, path);
  if (reader === null || found?.attribute === null || found === null) return null;
  return (resource) => {
    const holder = found.extension === null ? resource : read(resource, found.extension);
    const all = valuesOf(read(holder, found.attribute?.name ?? ""));
    const first = all.find((value) => isRecord(value) && value["primary"] === true) ?? all[0];
    return toComparable(reader.attribute, found.sub === null ? valueOf(first) : read(first, found.sub.name));
  };
}

const isRecord = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);
const read = (holder: unknown, name: string): unknown => (isRecord(holder) ? holder[name] : undefined);
const valuesOf = (value: unknown): readonly unknown[] => (value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]);
const valueOf = (value: unknown): unknown => (isRecord(value) ? (value["value"] ?? null) : value);
const isPresent = (value: unknown): boolean => value !== "" && !(isRecord(value) && Object.values(value).every((one) => one === null || one === undefined || one === ""));
