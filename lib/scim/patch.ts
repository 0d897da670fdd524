import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { type AttributePath, findPath } from "./attribute-path";
import { finish, isRecord, isServerOwned, type Json, toCanonicalValue, withOnePrimary, withoutRepeats } from "./canonical";
import { type Filter, parseFilter } from "./filter";
import { compileValueFilter } from "./filter-matches";
import type { ScimAttribute, ScimResourceType } from "./schemas";
import { ScimError } from "./scim-error";

const PATCH_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
const OPERATIONS_MAX = 1_000;

const Operation = z.object({
  /** Entra writes Add, Replace and Remove. */
  op: z.string().transform((op) => op.toLowerCase()).pipe(z.enum(["add", "replace", "remove"])),
  path: z.string().max(4_000).nullish(),
  value: z.unknown().optional(),
});
type Operation = z.output<typeof Operation>;

interface Target extends AttributePath {
  readonly attribute: ScimAttribute;
  readonly where: Filter | null;
}

/**
 * Applies the operations of RFC 7644 section 3.5.2 to a resource in canonical form, in order and all or none, in the
 * dialects of Entra ID and Okta too. Answers a new resource; the given one stays as it is.
 */
export function applyPatch(type: ScimResourceType, resource: Readonly<Json>, body: unknown): Json {
  const patched = structuredClone(resource);
  for (const operation of readOperations(body)) {
    const path = operation.path?.trim();
    if (path) applyAt(type, patched, operation, path);
    else applyWhole(type, patched, operation);
  }
  return finish(type, patched);
}

function readOperations(body: unknown): Operation[] {
  if (!isRecord(body)) throw new ScimError(400, "The body is no JSON object.", "invalidSyntax");
  const { schemas } = body;
  if (!Array.isArray(schemas) || !schemas.includes(PATCH_SCHEMA)) throw new ScimError(400, `The schemas must name ${PATCH_SCHEMA}.`, "invalidSyntax");
  const list = body["Operations"] ?? body["operations"];
  const parsed = z.array(Operation).min(1).max(OPERATIONS_MAX).safeParse(list);
  if (!parsed.success) throw new ScimError(400, "Operations must be a list of add, replace and remove.", "invalidSyntax");
  return parsed.data;
}

/** Without a path the value names the attributes; Entra puts whole paths there as keys. */
function applyWhole(type: ScimResourceType, resource: Json, { op, value }: Operation): void {
  if (op === "remove") throw new ScimError(400, "A removal needs a path.", "noTarget");
  if (!isRecord(value)) throw new ScimError(400, "Without a path the value must be an object.", "invalidValue");
  for (const [key, inner] of Object.entries(value)) {
    const whole = findPath(type, key);
    if (whole === null && !key.includes("[")) continue;
    // Okta repeats the id of the very resource.
    if (whole?.attribute && isServerOwned(whole.attribute.name)) continue;
    applyAt(type, resource, { op, value: inner }, key);
  }
}

function applyAt(type: ScimResourceType, resource: Json, operation: Operation, path: string): void {
  const extension = findPath(type, path);
  if (extension !== null && extension.attribute === null) return applyToSchema(type, resource, operation, extension.extension);
  const target = readTarget(type, path);
  const { attribute, sub } = target;
  if (isServerOwned(attribute.name) && attribute.name !== "password") throw new ScimError(400, `${attribute.name} belongs to the server.`, "mutability");
  if (attribute.name === "password") return;
  const holder = holderOf(resource, target.extension, operation.op !== "remove");
  if (holder === null) return;
  if (target.where !== null) changeFound(holder, target, target.where, operation);
  else if (sub !== null) changeSub(holder, target, sub, operation);
  else changeAttribute(holder, target, operation);
}

/** `path` names a whole schema: its value holds attributes. */
function applyToSchema(type: ScimResourceType, resource: Json, { op, value }: Operation, extension: string | null): void {
  if (op === "remove") {
    if (extension !== null) Reflect.deleteProperty(resource, extension);
    return;
  }
  if (!isRecord(value)) throw new ScimError(400, "The value must be an object.", "invalidValue");
  const prefix = extension === null ? "" : `${extension}:`;
  for (const [name, inner] of Object.entries(value)) applyAt(type, resource, { op, value: inner }, `${prefix}${name}`);
}

/** `emails[type eq "work"].value`: an attribute, a filter over its values, and one of their parts. */
function readTarget(type: ScimResourceType, path: string): Target {
  const filtered = /^([^[]+)\[(.*)\](?:\.([\w$-]+))?$/s.exec(path);
  const [, base = path, where, subName] = filtered ?? [];
  const found = findPath(type, subName === undefined ? base : `${base}.${subName}`);
  if (found?.attribute == null) throw new ScimError(400, `There is no attribute ${path.slice(0, 200)}.`, "invalidPath");
  return { ...found, attribute: found.attribute, where: where === undefined ? null : readWhere(where) };
}

function readWhere(text: string): Filter {
  try {
    return parseFilter(text);
  } catch (error) {
    if (error instanceof ScimError) throw new ScimError(400, error.message, "invalidPath");
    throw error;
  }
}

function holderOf(resource: Json, extension: string | null, isMade: boolean): Json | null {
  if (extension === null) return resource;
  const key = Object.keys(resource).find((known) => known.toLowerCase() === extension.toLowerCase()) ?? extension;
  const holder = resource[key];
  if (isRecord(holder)) return holder;
  if (!isMade) return null;
  const made: Json = {};
  resource[key] = made;
  return made;
}

function changeAttribute(holder: Json, { attribute }: Target, { op, value }: Operation): void {
  const { name, multiValued } = attribute;
  if (op === "remove") return removeValues(holder, attribute, value);
  const canonical = attribute.description === "" ? value : toCanonicalValue(attribute, value);
  if (canonical === undefined) {
    if (op === "replace") Reflect.deleteProperty(holder, name);
    return;
  }
  const before = holder[name];
  if (op === "add" && multiValued) holder[name] = withOnePrimary(withoutRepeats([...asList(before), ...asList(canonical)]));
  else if (isRecord(before) && isRecord(canonical) && (op === "add" || !hasValue(attribute))) holder[name] = { ...before, ...canonical };
  else holder[name] = canonical;
}

/** A reference such as a manager is replaced as a whole: the name of one must not stay with the id of another. */
const hasValue = ({ subAttributes = [] }: ScimAttribute): boolean => subAttributes.some(({ name }) => name === "value");

/** Entra removes members by listing them in the value. */
function removeValues(holder: Json, attribute: ScimAttribute, value: unknown): void {
  const { name, multiValued } = attribute;
  const given = multiValued && value !== undefined && value !== null ? asList(toCanonicalValue(attribute, value)) : [];
  if (given.length === 0) {
    Reflect.deleteProperty(holder, name);
    return;
  }
  const gone = new Set(given.map((one) => (isRecord(one) ? one["value"] : one)));
  keep(holder, name, asList(holder[name]).filter((one) => !gone.has(isRecord(one) ? one["value"] : one)));
}

function changeSub(holder: Json, { attribute }: Target, sub: ScimAttribute, { op, value }: Operation): void {
  const { name, multiValued } = attribute;
  const isEverywhere = multiValued && Array.isArray(holder[name]);
  const parts = isEverywhere ? asList(holder[name]).filter(isRecord) : [isRecord(holder[name]) ? holder[name] : {}];
  for (const part of parts) setPart(part, sub, op, value);
  if (isEverywhere) keep(holder, name, parts.filter((part) => Object.keys(part).length > 0));
  else if (Object.keys(parts[0] ?? {}).length === 0) Reflect.deleteProperty(holder, name);
  else holder[name] = multiValued ? parts : parts[0];
}

function changeFound(holder: Json, target: Target, where: Filter, { op, value }: Operation): void {
  const { attribute, sub } = target;
  if (!attribute.multiValued) throw new ScimError(400, `${attribute.name} has one value only.`, "invalidPath");
  const test = compileValueFilter(where, attribute);
  const all = asList(holder[attribute.name]).filter(isRecord);
  const found = all.filter(test);
  if (op === "remove") {
    if (sub === null) return keep(holder, attribute.name, all.filter((one) => !found.includes(one)));
    for (const one of found) Reflect.deleteProperty(one, sub.name);
    return keep(holder, attribute.name, all.filter((one) => Object.keys(one).length > 0));
  }
  const made = found.length === 0 ? toNewValue(where, op) : null;
  for (const one of made ? [made] : found) {
    if (sub !== null) setPart(one, sub, op, value);
    else Object.assign(one, toCanonicalValue({ ...attribute, multiValued: false }, value) ?? {});
  }
  const list = made ? [...all, made] : all;
  keep(holder, attribute.name, toOnePrimaryOf(list, made ? [made] : found));
}

/** Where nothing fits, Entra expects the value to be made, with what the filter says of it. */
function toNewValue(where: Filter, op: "add" | "replace"): Json {
  const said = equalities(where);
  if (said === null) throw new ScimError(400, `Nothing fits the filter of this ${op}.`, "noTarget");
  return said;
}

function equalities(where: Filter): Json | null {
  if (where.op === "eq" && where.value !== null) return { [where.path]: where.value };
  if (where.op !== "and") return null;
  const parts = where.parts.map(equalities);
  return parts.includes(null) ? null : (Object.assign({}, ...parts) as Json);
}

function toOnePrimaryOf(list: readonly Json[], changed: readonly Json[]): unknown[] {
  const winner = changed.find((one) => one["primary"] === true);
  if (winner === undefined) return withOnePrimary(list);
  return list.map((one) => (one !== winner && one["primary"] === true ? { ...one, primary: false } : one));
}

function setPart(part: Json, sub: ScimAttribute, op: Operation["op"], value: unknown): void {
  const canonical = op === "remove" ? undefined : toCanonicalValue(sub, value);
  if (canonical === undefined) Reflect.deleteProperty(part, sub.name);
  else part[sub.name] = canonical;
}

function keep(holder: Json, name: string, values: readonly unknown[]): void {
  if (values.length === 0) Reflect.deleteProperty(holder, name);
  else holder[name] = [...values];
}

const asList = (value: unknown): unknown[] => (value === undefined || value === null ? [] : Array.isArray(value) ? (value as unknown[]) : [value]);

/** Whether a change leaves the resource as it was, so that it needs no new version. */
export const isSame = (a: Readonly<Json>, b: Readonly<Json>): boolean => isDeepStrictEqual(a, b);

