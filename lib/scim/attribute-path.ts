import { COMMON_ATTRIBUTES, type ScimAttribute, type ScimResourceType } from "./schemas";

/** An attribute as a resource keeps it: below its extension, where it has one, by its canonical name. */
export interface AttributePath {
  /** Id of an extension; null for the core. */
  readonly extension: string | null;
  /** Null where the path names a whole extension. */
  readonly attribute: ScimAttribute | null;
  readonly sub: ScimAttribute | null;
}

/** An attribute of an extension that nobody described to us: kept as it comes. */
const undescribed = (name: string, subAttributes?: ScimAttribute[]): ScimAttribute => ({
  name, type: subAttributes ? "complex" : "string", multiValued: false, description: "", required: false, caseExact: false,
  mutability: "readWrite", returned: "default", uniqueness: "none", ...(subAttributes && { subAttributes }),
});

export const isSameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** By its name in any case; undefined where there is none. */
export const findAttribute = (attributes: readonly ScimAttribute[], name: string): ScimAttribute | undefined =>
  attributes.find((attribute) => isSameName(attribute.name, name));

/** Reads `userName`, `name.givenName`, `urn:…:User:name.givenName` and `urn:…:extension`; null for what is no attribute. */
export function findPath(type: ScimResourceType, path: string): AttributePath | null {
  const known = [type.schema, ...(type.extension ? [type.extension] : [])];
  for (const schema of known) {
    const extension = schema === type.schema ? null : schema.id;
    if (isSameName(path, schema.id)) return { extension, attribute: null, sub: null };
    if (isSameName(path.slice(0, schema.id.length + 1), `${schema.id}:`)) return findIn(schema.attributes, path.slice(schema.id.length + 1), extension);
  }
  if (/^urn:/i.test(path)) return toUndescribed(path);
  return findIn([...COMMON_ATTRIBUTES, ...type.schema.attributes], path, null);
}

function findIn(attributes: readonly ScimAttribute[], path: string, extension: string | null): AttributePath | null {
  const [name = "", subName, ...rest] = path.split(".");
  const attribute = findAttribute(attributes, name);
  if (attribute === undefined || rest.length > 0) return null;
  if (subName === undefined) return { extension, attribute, sub: null };
  const sub = findAttribute(attribute.subAttributes ?? [], subName);
  return sub === undefined ? null : { extension, attribute, sub };
}

/** The version of such an URN has a dot, so a sub-attribute is looked for behind the last colon only. */
function toUndescribed(path: string): AttributePath | null {
  const at = path.lastIndexOf(":");
  const [name = "", subName] = path.slice(at + 1).split(".");
  if (!/^[A-Za-z][\w-]*$/.test(name) || at < 5) return null;
  const sub = subName === undefined ? null : undescribed(subName);
  return { extension: path.slice(0, at), attribute: undescribed(name, sub ? [sub] : undefined), sub };
}
