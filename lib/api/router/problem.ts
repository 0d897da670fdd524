import { ORPCError } from "@orpc/server";
import { AppError, type ErrorCode } from "@/lib/core/errors";

/** Codes that only the HTTP edge can refuse with, beside those of the domain. */
type EdgeCode = "method_not_allowed" | "unsupported_media_type" | "too_many_requests" | "unexpected";
export type ProblemCode = ErrorCode | EdgeCode;

/** RFC 9457, with the members that our callers rely on. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ProblemCode;
  readonly requestId: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** The one place that ties a refusal to its HTTP status and title. */
export const PROBLEMS: Record<ProblemCode, { readonly status: number; readonly title: string }> = {
  invalid_input: { status: 400, title: "The input is not valid" },
  unauthenticated: { status: 401, title: "Sign in first" },
  blocked: { status: 401, title: "Access is off" },
  forbidden: { status: 403, title: "Not allowed" },
  reauthentication_required: { status: 403, title: "Prove that it is you" },
  too_many_attempts: { status: 429, title: "Too many attempts" },
  not_found: { status: 404, title: "Not found" },
  method_not_allowed: { status: 405, title: "Method not allowed" },
  conflict: { status: 409, title: "Somebody or something was faster" },
  payload_too_large: { status: 413, title: "Too large" },
  unsupported_media_type: { status: 415, title: "Content type not supported" },
  too_many_requests: { status: 429, title: "Too many attempts" },
  unexpected: { status: 500, title: "Something went wrong on our side" },
  provider_rejected: { status: 502, title: "The provider refused" },
  unavailable: { status: 503, title: "Not available at the moment" },
};

interface Refusal {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly fields?: Readonly<Record<string, string>>;
}

/** A refusal that is about HTTP alone, which no use case can know. */
export class EdgeError extends Error {
  override readonly name = "EdgeError";
  constructor(
    readonly code: EdgeCode,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/** Whatever was thrown, as a refusal; an error that nobody foresaw says nothing about itself. */
export function toRefusal(error: unknown): Refusal {
  if (error instanceof AppError) return { code: error.code, detail: error.message, fields: error.fields };
  if (error instanceof EdgeError) return { code: error.code, detail: error.message };
  if (error instanceof ORPCError && error.code === "BAD_REQUEST") return invalidInput(error.data);
  return { code: "unexpected", detail: "Nothing was lost. Try again; if it goes on, tell us the request id." };
}

/** The problem document and its headers as a response. */
export function problemResponse(error: unknown, requestId: string): Response {
  const { code, detail, fields } = toRefusal(error);
  const { status, title } = PROBLEMS[code];
  const problem: Problem = {
    type: `/api/v1/docs#problem-${code}`,
    title,
    status,
    detail,
    code,
    requestId,
    fields: fields ?? {},
  };
  const headers = { ...(error instanceof EdgeError ? error.headers : {}), ...edgeHeaders(requestId) };
  return Response.json(problem, { status, headers: { ...headers, "content-type": "application/problem+json" } });
}

/** On every answer of the API: nothing of it may be kept by a cache. */
export function edgeHeaders(requestId: string): Record<string, string> {
  return { "x-request-id": requestId, "cache-control": "no-store" };
}

function invalidInput(details: unknown): Refusal {
  const fields = fieldsOf(details);
  const list = Object.entries(fields).map(([field, message]) => (field === "" ? message : `${field}: ${message}`));
  return {
    code: "invalid_input",
    detail: list.length > 0 ? list.join(" ") : "The request could not be read. Send well-formed JSON with the fields of the reference.",
    fields,
  };
}

function fieldsOf(details: unknown): Record<string, string> {
  if (typeof details !== "object" || details === null || !("issues" in details) || !Array.isArray(details.issues)) return {};
  return Object.fromEntries(details.issues.map((issue: unknown) => fieldOf(issue)));
}

function fieldOf(issue: unknown): [string, string] {
  if (typeof issue !== "object" || issue === null) return ["", "Not valid."];
  const path = "path" in issue && Array.isArray(issue.path) ? issue.path.map((segment) => String(segment)).join(".") : "";
  const message = "message" in issue && typeof issue.message === "string" ? issue.message : "Not valid.";
  return [path, message];
}
