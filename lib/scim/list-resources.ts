import { type ScimClient, type ScimKey, findScimPage, getScimResources, scanScimResources } from "@/lib/use-cases/scim-push/scim-resources";
import type { Json } from "./canonical";
import { type Filter, type FilterValue, parseFilter } from "./filter";
import { compileFilter, sortKeyOf } from "./filter-matches";
import { type Projection, project, toView } from "./resource-view";
import type { ScimResourceType } from "./schemas";
import { ScimError } from "./scim-error";

const LIST_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
/** Asked for more, a page has so many. */
export const COUNT_MAX = 1_000;
const COUNT_DEFAULT = 100;

export interface ListQuery extends Projection {
  readonly filter: string | undefined;
  readonly sortBy: string | undefined;
  readonly isDescending: boolean;
  /** From 1. */
  readonly startIndex: number;
  readonly count: number;
}

type Raw = Readonly<Record<string, unknown>>;

/** The query of a list, from an address or from the body of a .search; clamps as RFC 7644 section 3.4.2.4 says. */
export function readListQuery(raw: Raw): ListQuery {
  const startIndex = toInteger(raw["startIndex"], "startIndex") ?? 1;
  const count = toInteger(raw["count"], "count") ?? COUNT_DEFAULT;
  return {
    filter: toText(raw["filter"]),
    sortBy: toText(raw["sortBy"]),
    isDescending: toText(raw["sortOrder"])?.toLowerCase() === "descending",
    startIndex: Math.max(1, startIndex),
    count: Math.min(COUNT_MAX, Math.max(0, count)),
    ...readProjection(raw),
  };
}

export const readProjection = (raw: Raw): Projection => ({ attributes: toNames(raw["attributes"]), excluded: toNames(raw["excludedAttributes"]) });

function toInteger(value: unknown, name: string): number | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new ScimError(400, `${name} must be a whole number.`, "invalidValue");
  return number;
}

const toText = (value: unknown): string | undefined => (typeof value === "string" && value.trim() !== "" ? value : undefined);
const toNames = (value: unknown): string[] =>
  (Array.isArray(value) ? value : typeof value === "string" ? value.split(",") : []).flatMap((name) => (typeof name === "string" && name.trim() !== "" ? [name.trim()] : []));

interface Source {
  readonly client: ScimClient;
  readonly baseUrl: string;
}

/** One page of a list, with the count of all that fit. A filter by a key is found by index; any other looks at everybody. */
export async function listResources({ client, baseUrl }: Source, type: ScimResourceType, query: ListQuery): Promise<Json> {
  const filter = query.filter === undefined ? undefined : parseFilter(query.filter);
  const key = filter === undefined ? {} : keyOf(filter, type);
  const offset = query.startIndex - 1;
  const isDirect = key !== null && query.sortBy === undefined;
  const { total, resources } = isDirect
    ? await findScimPage(client, type.name, { key, offset, limit: query.count })
    : await scan({ client, baseUrl }, type, { ...query, filter });
  const views = resources.map((resource) => project(type, toView(baseUrl, resource), query));
  return { schemas: [LIST_SCHEMA], totalResults: total, startIndex: query.startIndex, itemsPerPage: views.length, Resources: views };
}

/** What providers ask for before every change; null for what no index answers. */
function keyOf(filter: Filter, type: ScimResourceType): ScimKey | null {
  if (filter.op !== "eq" || typeof filter.value !== "string") return null;
  const path = filter.path.toLowerCase().replace(`${type.schema.id.toLowerCase()}:`, "");
  if (path === (type.name === "User" ? "username" : "displayname")) return { name: filter.value };
  if (path === "externalid") return { externalId: filter.value };
  return path === "id" ? { id: filter.value } : null;
}

async function scan(
  { client, baseUrl }: Source,
  type: ScimResourceType,
  query: Omit<ListQuery, "filter"> & { filter: Filter | undefined },
): Promise<{ total: number; resources: Awaited<ReturnType<typeof getScimResources>> }> {
  const test = query.filter === undefined ? () => true : compileFilter(query.filter, type);
  const keyFor = query.sortBy === undefined ? null : sortKeyOf(type, query.sortBy);
  const found: { id: string; key: FilterValue }[] = [];
  await scanScimResources(client, type.name, (resource) => {
    const view = toView(baseUrl, resource);
    if (test(view)) found.push({ id: resource.id, key: keyFor?.(view) ?? null });
  });
  if (keyFor !== null) found.sort((a, b) => compareKeys(a.key, b.key) * (query.isDescending ? -1 : 1));
  const page = found.slice(query.startIndex - 1, query.startIndex - 1 + query.count);
  return { total: found.length, resources: await getScimResources(client, type.name, page.map(({ id }) => id)) };
}

/** Those without the attribute come last when ascending (RFC 7644 section 3.4.2.3). */
function compareKeys(a: FilterValue, b: FilterValue): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Several types in one list, for a .search at the root. */
export async function searchAll(source: Source, types: readonly ScimResourceType[], query: ListQuery): Promise<Json> {
  let total = 0;
  const views: unknown[] = [];
  for (const type of types) {
    const before = total;
    const startIndex = Math.max(1, query.startIndex - before);
    const page = await listResources(source, type, { ...query, startIndex, count: query.count - views.length });
    total += Number(page["totalResults"]);
    if (Array.isArray(page["Resources"])) views.push(...(page["Resources"] as unknown[]));
  }
  return { schemas: [LIST_SCHEMA], totalResults: total, startIndex: query.startIndex, itemsPerPage: views.length, Resources: views };
}
