import { z } from "zod";
import { parsePath, readOne, toText } from "@/lib/connectors/http-json/path";
import type { HttpJsonConfig } from "@/lib/connectors/http-json/settings";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { findNextLink } from "@/lib/connectors/kit/link-header";

/** Where a page is: an address of the same host, or a value for a parameter. */
const Position = z.union([z.object({ path: z.string().startsWith("/") }), z.object({ value: z.string() })]);
type Position = z.output<typeof Position>;

export interface HttpJsonRequest {
  readonly url: URL;
  readonly method: "GET" | "POST";
  readonly body?: Readonly<Record<string, unknown>>;
}

const DEFAULT_PARAMETER = { cursor: "cursor", page: "page", offset: "offset" } as const;

/** The request for the page that a cursor stands for; paging goes where the request's own parameters are. */
export function toRequest(config: HttpJsonConfig, cursor: string | undefined): HttpJsonRequest {
  const position = cursor === undefined ? firstPosition(config) : Position.parse(JSON.parse(cursor));
  const url = new URL(config.url);
  if (position && "path" in position) return { url: new URL(position.path, url.origin), method: config.method, ...(config.method === "POST" && { body: ownBody(config) }) };
  const parameters: Record<string, string> = {
    ...(config.sizeParameter && { [config.sizeParameter]: String(config.pageSize) }),
    ...(position && { [parameterOf(config)]: position.value }),
  };
  if (config.method === "POST") return { url, method: "POST", body: { ...ownBody(config), ...Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, toBodyValue(config, name, value)])) } };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return { url, method: "GET" };
}

export interface AnsweredPage {
  readonly body: unknown;
  readonly headers: Headers;
  readonly url: URL;
  /** Different people on this page. */
  readonly people: number;
}

/** The cursor of the next page; undefined where the list ends here. */
export function findNext(config: HttpJsonConfig, cursor: string | undefined, page: AnsweredPage): string | undefined {
  const next = nextPosition(config, cursor, page);
  return next && JSON.stringify(next);
}

function nextPosition(config: HttpJsonConfig, cursor: string | undefined, { body, headers, url, people }: AnsweredPage): Position | undefined {
  switch (config.paging) {
    case "none":
      return undefined;
    case "link": {
      const link = findNextLink(headers, url);
      return link && { path: link.pathname + link.search };
    }
    case "next-url": {
      const next = readNext(config, body);
      return next === undefined ? undefined : { path: toOwnPath(next, url) };
    }
    case "cursor": {
      const value = readNext(config, body);
      return value === undefined ? undefined : { value };
    }
    // Servers give fewer than they were asked for: only a page without anybody is the end.
    case "page":
      return people === 0 ? undefined : { value: String(readNumber(config, cursor) + 1) };
    case "offset":
      return people === 0 ? undefined : { value: String(readNumber(config, cursor) + people) };
  }
}

/** Absent, null, false and an empty text are an end; anything else that is no text or number is a wrong path. */
function readNext({ nextPath }: HttpJsonConfig, body: unknown): string | undefined {
  if (!nextPath) throw new ConnectorError("CONFIG_INVALID", "Say where the answer names its next page: fill in Next.");
  const next = readOne(body, parsePath(nextPath) ?? []);
  if (next === undefined || next === null || next === false || next === "") return undefined;
  const text = typeof next === "object" || next === true ? undefined : toText(next);
  if (text !== undefined) return text;
  throw new ConnectorError("UNEXPECTED_RESPONSE", `What stands at "${nextPath}" names no next page. Nothing was changed. Check Next in the settings.`);
}

function toOwnPath(next: string, page: URL): string {
  const url = URL.parse(next, page);
  if (url?.origin === page.origin) return url.pathname + url.search;
  throw new ConnectorError("UNEXPECTED_RESPONSE", `${page.host} names a next page at another address. It was not followed, and nobody is removed. Check Next in the settings.`);
}

function firstPosition(config: HttpJsonConfig): Position | undefined {
  if (config.paging === "page") return { value: String(config.firstPage) };
  return config.paging === "offset" ? { value: "0" } : undefined;
}

function readNumber(config: HttpJsonConfig, cursor: string | undefined): number {
  const position = cursor === undefined ? firstPosition(config) : Position.parse(JSON.parse(cursor));
  return position && "value" in position ? Number(position.value) : 0;
}

const parameterOf = ({ pageParameter, paging }: HttpJsonConfig): string =>
  pageParameter || (paging === "cursor" || paging === "page" || paging === "offset" ? DEFAULT_PARAMETER[paging] : "page");

/** A body has numbers where a query has texts; a cursor stays as it was given. */
const toBodyValue = (config: HttpJsonConfig, name: string, value: string): string | number =>
  config.paging === "cursor" && name === parameterOf(config) ? value : Number(value);

const ownBody = ({ body }: HttpJsonConfig): Record<string, unknown> => (body?.trim() ? z.record(z.string(), z.unknown()).parse(JSON.parse(body)) : {});
