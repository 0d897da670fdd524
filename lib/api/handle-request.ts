import { randomUUID } from "node:crypto";
import { OpenAPIHandler } from "@orpc/openapi/fetch";
import { visitorOf } from "@/lib/auth/visitor";
import type { PersonActor } from "@/lib/core/access/actor";
import { AppError } from "@/lib/core/errors";
import { loggerFor, withLogContext } from "@/lib/logger";
import { allowedMethods } from "./allowed-methods";
import { assertAddress, readBody } from "./read-body";
import { router } from "./router";
import type { ApiContext } from "./router/base";
import { edgeHeaders, EdgeError, problemResponse, toRefusal } from "./router/problem";
import { assertSameOrigin } from "./same-origin";

const PREFIX = "/api/v1";

/** What a procedure threw, kept beside oRPC, which would answer in a form of its own. */
const failures = new WeakMap<ApiContext, Error>();

const handler = new OpenAPIHandler(router, {
  clientInterceptors: [
    async ({ next, context }) => {
      try {
        return await next();
      } catch (error) {
        failures.set(context, error instanceof Error ? error : new Error("A handler threw something that is no error.", { cause: error }));
        throw error;
      }
    },
  ],
});

/** One request to /api/v1, from the check of its origin to its answer; every refusal is a problem document. */
export async function handleApiRequest(request: Request): Promise<Response> {
  return respond(request, async (requestId) => {
    assertSameOrigin(request);
    assertAddress(request.url);
    const context: ApiContext = { actor: await actorOf(request), requestId };
    const body = await readBody(request);
    const method = request.method === "HEAD" ? "GET" : request.method;
    const read = new Request(request.url, { method, headers: request.headers, signal: request.signal, ...(body ? { body } : {}) });
    const { matched, response } = await handler.handle(read, { prefix: PREFIX, context });
    if (!matched) throw unmatched(new URL(request.url).pathname.slice(PREFIX.length), method);
    if (response.ok) return response;
    throw failures.get(context) ?? new AppError("invalid_input", "The request could not be read. Compare it with the reference at /api/v1/docs.");
  });
}

/** Runs the edge of any JSON endpoint of ours: request id, no caching, refusals as problems, the unforeseen into the log. */
export async function respond(request: Request, work: (requestId: string) => Promise<Response>): Promise<Response> {
  const requestId = randomUUID();
  try {
    const response = await withLogContext({ requestId }, () => work(requestId));
    for (const [name, value] of Object.entries(edgeHeaders(requestId))) response.headers.set(name, value);
    return response;
  } catch (error) {
    if (toRefusal(error).code === "unexpected") {
      const path = new URL(request.url).pathname;
      loggerFor({ requestId }).error({ error, method: request.method, path }, "A request failed unexpectedly");
    }
    return problemResponse(error, requestId);
  }
}

async function actorOf(request: Request): Promise<PersonActor> {
  const visitor = await visitorOf(request.headers);
  switch (visitor.kind) {
    case "person":
      return visitor.actor;
    case "blocked":
      throw new AppError("blocked", "Your access is off. Ask an Admin of your organization.");
    case "anonymous":
      throw new AppError("unauthenticated", "Sign in, or send a valid API token as a bearer token.");
  }
}

function unmatched(path: string, method: string): Error {
  const methods = allowedMethods(path);
  if (methods.length === 0) return new AppError("not_found", "There is nothing at this address. The reference is at /api/v1/docs.");
  return new EdgeError("method_not_allowed", `This address takes ${methods.join(", ")}, not ${method}.`, { allow: methods.join(", ") });
}
