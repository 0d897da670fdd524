import { findAttribute, findPath, isSameName } from "./attribute-path";
import { COMMON_ATTRIBUTES, type ScimAttribute, type ScimResourceType } from "./schemas";
import { ScimError } from "./scim-error";

export type Json = Record<string, unknown>;

export const isRecord = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);

const SERVER_OWNED: ReadonlySet<string> = new Set(["id", "meta", "groups", "password", "schemas"]);
const TEXT_MAX = 8_000;

/**
 * A resource as it is kept: names as the schemas write them, values of their types, whatever spelling its client has.
 * What the server owns, what nobody described outside of an extension, and empty values are left out.
 */
export function toCanonical(type: ScimResourceType, given: unknown): Json {
  if (!isRecord(given)) throw new ScimError(400, "The body is no JSON object.", "invalidSyntax");
  const kept: Json = {};
  for (const [key, value] of Object.entries(given)) {
    const found = findPath(type, key);
    if (found === null) {
      if (/^urn:/i.test(key) && isRecord(value)) kept[key] = value;
      continue;
    }
    const { extension, attribute } = found;
    if (attribute === null) {
      const schema = extension === null ? type.schema : type.extension;
      if (schema !== undefined && isRecord(value)) Object.assign(extension === null ? kept : extensionOf(kept, schema.id), toCanonicalValues(schema.attributes, value));
    } else if (extension !== null && /^urn:/i.test(key) && !isDescribed(type, extension)) {
      // An extension that nobody described is kept as it came.
      if (isRecord(value)) kept[key] = value;
    } else put(extension === null ? kept : extensionOf(kept, extension), attribute, value);
  }
  return finish(type, kept);
}

const isDescribed = (type: ScimResourceType, extension: string): boolean => type.extension?.id === extension;

/** Refuses what a resource must have, and leaves no empty extension behind. */
export function finish(type: ScimResourceType, resource: Json): Json {
  for (const { name, required } of type.schema.attributes) {
    if (required && (typeof resource[name] !== "string" || resource[name].trim() === "")) throw new ScimError(400, `${name} is required.`, "invalidValue");
  }
  for (const [key, value] of Object.entries(resource)) if (isRecord(value) && Object.keys(value).length === 0) delete resource[key];
  return resource;
}

function extensionOf(resource: Json, id: string): Json {
  const extension = resource[id];
  if (isRecord(extension)) return extension;
  const made: Json = {};
  resource[id] = made;
  return made;
}

function put(holder: Json, attribute: ScimAttribute, value: unknown): void {
  if (SERVER_OWNED.has(attribute.name)) return;
  const canonical = toCanonicalValue(attribute, value);
  if (canonical === undefined) delete holder[attribute.name];
  else holder[attribute.name] = canonical;
}

function toCanonicalValues(attributes: readonly ScimAttribute[], given: Json): Json {
  const kept: Json = {};
  for (const [name, value] of Object.entries(given)) {
    const attribute = findAttribute(attributes, name);
    if (attribute !== undefined) put(kept, attribute, value);
  }
  return kept;
}

/** Undefined for a value that says nothing: null, or a list without values (RFC 7643 section 2.5). */
export function toCanonicalValue(attribute: ScimAttribute, value: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  if (!attribute.multiValued) return toSingle(attribute, Array.isArray(value) && value.length === 1 ? value[0] : value);
  const all = (Array.isArray(value) ? value : [value]).map((one: unknown) => toSingle(attribute, one)).filter((one) => one !== undefined);
  return all.length === 0 ? undefined : withOnePrimary(withoutRepeats(all));
}

/** Of several primary values the last one said counts (RFC 7644 section 3.5.2). */
export function withOnePrimary(values: readonly unknown[]): unknown[] {
  const last = values.findLastIndex((value) => isRecord(value) && value["primary"] === true);
  return values.map((value, index) => (isRecord(value) && value["primary"] === true && index !== last ? { ...value, primary: false } : value));
}

export function withoutRepeats(values: readonly unknown[]): unknown[] {
  const seen = new Set<string>();
  return values.filter((value) => {
    const key = JSON.stringify(isRecord(value) ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)) : value);
    return seen.has(key) ? false : Boolean(seen.add(key));
  });
}

function toSingle(attribute: ScimAttribute, value: unknown): unknown {
  const { type, subAttributes, name } = attribute;
  if (type === "complex") {
    // Entra sends a manager as a bare text, and "" to take one away.
    if (typeof value === "string" || typeof value === "number") return value === "" ? undefined : toSingle(attribute, { value: String(value) });
    if (!isRecord(value)) throw new ScimError(400, `${name} must be an object.`, "invalidValue");
    const kept: Json = {};
    for (const [key, inner] of Object.entries(value)) {
      const sub = findAttribute(subAttributes ?? [], key);
      const canonical = sub ? toCanonicalValue(sub, inner) : undefined;
      if (sub && canonical !== undefined) kept[sub.name] = canonical;
    }
    return Object.keys(kept).length === 0 ? undefined : kept;
  }
  if (type === "boolean") return toBoolean(name, value);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value !== "string") throw new ScimError(400, `${name} must be a text.`, "invalidValue");
  if (value.length > TEXT_MAX && type !== "binary") throw new ScimError(400, `${name} is longer than ${String(TEXT_MAX)} characters.`, "invalidValue");
  if (value.includes("\0")) throw new ScimError(400, `${name} holds a character that cannot be kept.`, "invalidValue");
  return value;
}

/** Entra sends "True" and "False". */
function toBoolean(name: string, value: unknown): boolean {
  if (typeof value === "boolean") return value;
  if (typeof value === "string" && /^(true|false)$/i.test(value.trim())) return /^true$/i.test(value.trim());
  throw new ScimError(400, `${name} must be true or false.`, "invalidValue");
}

export const isServerOwned = (name: string): boolean => COMMON_ATTRIBUTES.some((common) => isSameName(common.name, name) && SERVER_OWNED.has(common.name)) || SERVER_OWNED.has(name);
