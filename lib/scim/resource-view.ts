import type { ScimResource } from "@/lib/use-cases/scim-push/scim-resources";
import { findPath } from "./attribute-path";
import type { Json } from "./canonical";
import { type ScimResourceType, typeByName } from "./schemas";

export const etagOf = ({ version }: Pick<ScimResource, "version">): string => `W/"${String(version)}"`;

export const locationOf = (baseUrl: string, type: "User" | "Group", id: string): string => `${baseUrl}${typeByName(type).endpoint}/${id}`;

/** A whole resource as RFC 7643 shows it, with id, schemas, meta and the addresses of what it refers to. */
export function toView(baseUrl: string, record: ScimResource): Json {
  const { id, type, resource, groups } = record;
  const described = typeByName(type);
  const extensions = Object.keys(resource).filter((key) => key.startsWith("urn:"));
  const { externalId, members, ...attributes } = resource;
  return {
    schemas: [described.schema.id, ...extensions],
    id,
    ...(externalId !== undefined && { externalId }),
    ...attributes,
    ...(Array.isArray(members) && { members: members.map((member: Json) => toMember(baseUrl, member)) }),
    ...(groups.length > 0 && { groups: groups.map((group) => ({ ...group, $ref: locationOf(baseUrl, "Group", group.value), type: "direct" })) }),
    meta: {
      resourceType: type,
      created: record.createdAt.toISOString(),
      lastModified: record.changedAt.toISOString(),
      location: locationOf(baseUrl, type, id),
      version: etagOf(record),
    },
  };
}

const toMember = (baseUrl: string, member: Json): Json => ({
  ...member,
  $ref: locationOf(baseUrl, member["type"] === "Group" ? "Group" : "User", String(member["value"])),
});

export interface Projection {
  readonly attributes: readonly string[];
  readonly excluded: readonly string[];
}

/** Leaves of a view what was asked for; what is always returned stays (RFC 7644 section 3.9). */
export function project(type: ScimResourceType, view: Json, { attributes, excluded }: Projection): Json {
  if (attributes.length > 0) return pick(type, view, attributes);
  if (excluded.length === 0) return view;
  const left = structuredClone(view);
  for (const path of excluded) leaveOut(type, left, path);
  return left;
}

function pick(type: ScimResourceType, view: Json, paths: readonly string[]): Json {
  const picked: Json = { schemas: view["schemas"], id: view["id"] };
  for (const path of paths) {
    const found = findPath(type, path);
    if (found === null) continue;
    const { extension, attribute, sub } = found;
    const from = holderIn(view, extension);
    if (attribute === null) {
      if (extension !== null && view[extension] !== undefined) picked[extension] = view[extension];
      continue;
    }
    const value = from?.[attribute.name];
    if (value === undefined) continue;
    const to = extension === null ? picked : ((picked[extension] ??= {}) as Json);
    to[attribute.name] = sub === null ? value : mergeParts(to[attribute.name], value, sub.name);
  }
  return picked;
}

function mergeParts(before: unknown, value: unknown, name: string): unknown {
  const part = (one: unknown): Json => (isHolder(one) && one[name] !== undefined ? { [name]: one[name] } : {});
  if (!Array.isArray(value)) return { ...(isHolder(before) ? before : {}), ...part(value) };
  return value.map((one: unknown, index) => ({ ...(Array.isArray(before) && isHolder(before[index]) ? before[index] : {}), ...part(one) }));
}

function leaveOut(type: ScimResourceType, view: Json, path: string): void {
  const found = findPath(type, path);
  if (found === null) return;
  const { extension, attribute, sub } = found;
  if (attribute === null) {
    if (extension !== null) Reflect.deleteProperty(view, extension);
    return;
  }
  if (attribute.returned === "always") return;
  const holder = holderIn(view, extension);
  if (holder === null) return;
  if (sub === null) Reflect.deleteProperty(holder, attribute.name);
  else for (const one of [holder[attribute.name]].flat()) if (isHolder(one)) Reflect.deleteProperty(one, sub.name);
}

const holderIn = (view: Json, extension: string | null): Json | null => {
  const holder = extension === null ? view : view[extension];
  return isHolder(holder) ? holder : null;
};

const isHolder = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);
