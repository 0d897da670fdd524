import { z } from "zod";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";

export const POPULATIONS = ["instance", "group", "enterprise"] as const;

export interface GitlabPopulation {
  readonly baseUrl: string;
  readonly reads: (typeof POPULATIONS)[number];
  readonly group?: string | undefined;
}

const FIRST = {
  // By id, so that nobody is passed over when somebody is deleted while the list is read.
  instance: { pagination: "keyset", order_by: "id", sort: "asc", per_page: "100" },
  group: { per_page: "100" },
  enterprise: { per_page: "100" },
} as const;

/** Where a population's list is; one person is under the same address, by id. */
export function listUrl({ baseUrl, reads, group }: GitlabPopulation): URL {
  if (reads === "instance") return new URL(`${baseUrl}/api/v4/users`);
  if (!group) throw new ConnectorError("CONFIG_INVALID", "Enter the group whose people are to be read: its number, or its path such as acme or acme/engineering.");
  return new URL(`${baseUrl}/api/v4/groups/${encodeURIComponent(group)}/${reads === "group" ? "members/all" : "enterprise_users"}`);
}

/** A cursor is the query of GitLab's own next link, so that it can only lead back to the same list. */
export function pageUrl(population: GitlabPopulation, cursor: string | undefined, pageSize?: string): URL {
  const url = listUrl(population);
  const first = { ...FIRST[population.reads], ...(pageSize !== undefined && { per_page: pageSize }) };
  url.search = cursor === undefined ? new URLSearchParams(first).toString() : z.string().startsWith("?").parse(cursor);
  return url;
}
