import { randomUUID } from "node:crypto";
import { AppError } from "@/lib/core/errors";
import { env } from "@/lib/env";
import { loggerFor, withLogContext } from "@/lib/logger";
import { authenticateScim } from "@/lib/use-cases/scim-push/authenticate-scim";
import type { ScimClient } from "@/lib/use-cases/scim-push/scim-resources";
import { answerBulk } from "./bulk";
import { isRecord } from "./canonical";
import { resourceTypes, schemas, serviceProviderConfig } from "./discovery";
import { listResources, readListQuery, readProjection, searchAll } from "./list-resources";
import { readScimBody } from "./read-body";
import { takeRequest } from "./request-rate";
import { answerResource, matchesTag } from "./resource-requests";
import { etagOf, locationOf, project, toView } from "./resource-view";
import { RESOURCE_TYPES, type ScimResourceType } from "./schemas";
import { ScimError, toErrorBody } from "./scim-error";

const PREFIX = "/scim/v2";
const SEARCH_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";

interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Asked {
  readonly request: Request;
  readonly client: ScimClient;
  readonly baseUrl: string;
  readonly method: string;
  /** Below the prefix. */
  readonly parts: readonly string[];
  readonly query: Readonly<Record<string, string>>;
}

/** One request to /scim/v2, from its token to its answer; every refusal is a SCIM error. */
export async function handleScimRequest(request: Request): Promise<Response> {
  const requestId = randomUUID();
  try {
    return toResponse(request, await withLogContext({ requestId }, () => answer(request)));
  } catch (error) {
    const refusal = toScimError(error);
    if (refusal.status === 500) loggerFor({ requestId }).error({ error, method: request.method }, "a SCIM request failed unexpectedly");
    return toResponse(request, { status: refusal.status, body: toErrorBody(refusal), headers: refusal.headers });
  }
}

async function answer(request: Request): Promise<Answer> {
  const client = await authenticateScim(request.headers.get("authorization"));
  if (client === null) throw new ScimError(401, "Send the token of the integration as a bearer token.", undefined, { "www-authenticate": 'Bearer realm="scim"' });
  takeRequest(client.tokenId);
  const { pathname, searchParams } = new URL(request.url);
  const parts = pathname.slice(PREFIX.length).split("/").filter((part) => part !== "").map(decode);
  const method = request.method === "HEAD" ? "GET" : request.method;
  return route({ request, client, baseUrl: `${env().APP_URL}${PREFIX}`, method, parts, query: Object.fromEntries(searchParams) });
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new ScimError(404, "There is nothing at this address.");
  }
}

async function route(asked: Asked): Promise<Answer> {
  const { parts, baseUrl, method, client, request } = asked;
  const [first = "", second, third] = parts;
  if (third !== undefined) throw new ScimError(404, "There is nothing at this address.");
  switch (first.toLowerCase()) {
    case "serviceproviderconfig":
      return discover(asked, () => serviceProviderConfig(baseUrl));
    case "resourcetypes":
      return discover(asked, () => resourceTypes(baseUrl, second));
    case "schemas":
      return discover(asked, () => schemas(baseUrl, second));
    case "bulk":
      if (method !== "POST") throw notAllowed("POST");
      return { status: 200, body: await answerBulk({ client, baseUrl, toScimError }, await readScimBody(request)) };
    case "me":
      throw new ScimError(501, "A token speaks for a system, and there is no User behind it.");
    case ".search":
      return search(asked, RESOURCE_TYPES);
  }
  const type = RESOURCE_TYPES.find(({ endpoint }) => endpoint.toLowerCase() === `/${first.toLowerCase()}`);
  if (type === undefined) throw new ScimError(404, "There is nothing at this address.");
  if (second === ".search") return search(asked, [type]);
  return second === undefined && method !== "POST" ? list(asked, type) : answerOne(asked, type, second);
}

function discover({ method, query }: Asked, describe: () => unknown): Answer {
  if (method !== "GET") throw notAllowed("GET");
  if (query["filter"] !== undefined) throw new ScimError(403, "What describes this server cannot be filtered.");
  return { status: 200, body: describe() };
}

async function list(asked: Asked, type: ScimResourceType): Promise<Answer> {
  if (asked.method !== "GET") throw notAllowed("GET, POST");
  return { status: 200, body: await listResources(asked, type, readListQuery(asked.query)) };
}

async function search(asked: Asked, types: readonly ScimResourceType[]): Promise<Answer> {
  if (asked.method !== "POST") throw notAllowed("POST");
  const body = await readScimBody(asked.request);
  if (!isRecord(body) || !Array.isArray(body["schemas"]) || !body["schemas"].includes(SEARCH_SCHEMA)) throw new ScimError(400, `The schemas must name ${SEARCH_SCHEMA}.`, "invalidSyntax");
  const query = readListQuery(body);
  const [only] = types;
  return { status: 200, body: types.length === 1 && only ? await listResources(asked, only, query) : await searchAll(asked, types, query) };
}

async function answerOne({ request, client, baseUrl, method, query }: Asked, type: ScimResourceType, id: string | undefined): Promise<Answer> {
  const body = ["POST", "PUT", "PATCH"].includes(method) ? await readScimBody(request) : undefined;
  const ifMatch = request.headers.get("if-match");
  const { status, resource } = await answerResource({ client, type, method, id, body, ifMatch });
  if (resource === undefined) return { status };
  const headers = { etag: etagOf(resource), ...(status === 201 && { location: locationOf(baseUrl, type.name, resource.id) }) };
  const ifNoneMatch = request.headers.get("if-none-match");
  if (method === "GET" && ifNoneMatch !== null && matchesTag(ifNoneMatch, headers.etag)) return { status: 304, headers };
  return { status, headers, body: project(type, toView(baseUrl, resource), readProjection(query)) };
}

const notAllowed = (methods: string): ScimError => new ScimError(405, `This address takes ${methods}.`, undefined, { allow: methods });

/** Refusals of the use cases in SCIM's words; the unforeseen says nothing of itself. */
function toScimError(error: unknown): ScimError {
  if (error instanceof ScimError) return error;
  if (error instanceof AppError) {
    if (error.code === "not_found") return new ScimError(404, error.message);
    if (error.code === "conflict") return new ScimError(409, error.message, "uniqueness");
    if (error.code === "unavailable") return new ScimError(503, error.message, undefined, { "retry-after": "5" });
  }
  return new ScimError(500, "Something went wrong on our side. Try again later.");
}

function toResponse(request: Request, { status, body, headers = {} }: Answer): Response {
  const hasBody = body !== undefined && request.method !== "HEAD";
  return new Response(hasBody ? JSON.stringify(body) : null, {
    status,
    headers: { "cache-control": "no-store", ...(body !== undefined && { "content-type": "application/scim+json; charset=utf-8" }), ...headers },
  });
}
