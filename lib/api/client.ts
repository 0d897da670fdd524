import { createORPCClient } from "@orpc/client";
import type { ContractRouterClient } from "@orpc/contract";
import { OpenAPILink } from "@orpc/openapi-client/fetch";
import { createTanstackQueryUtils } from "@orpc/tanstack-query";
import { contract } from "./contract";

/** A refusal of the API, as the screen needs it: `message` is written for people, `requestId` finds it in the log. */
class ApiError extends Error {
  override readonly name = "ApiError";
  constructor(
    message: string,
    readonly code: string,
    readonly status: number,
    readonly fields: Readonly<Record<string, string>>,
    readonly requestId: string | null,
  ) {
    super(message);
  }
}

const UNREACHABLE = "The server could not be reached. Check your connection and try again; nothing was changed by this attempt.";

let askForProof: (() => Promise<boolean>) | undefined;

/** Names who asks the person for a proof when the server wants one; the request is repeated after it. Answers how to stop. */
export function whenProofIsNeeded(ask: () => Promise<boolean>): () => void {
  askForProof = ask;
  return () => {
    if (askForProof === ask) askForProof = undefined;
  };
}

async function fetchOrThrow(request: Request, init: RequestInit): Promise<Response> {
  const again = request.clone();
  const response = await fetch(request, init).catch((cause: unknown) => {
    if (request.signal.aborted) throw cause;
    throw new ApiError(UNREACHABLE, "unreachable", 0, {}, null);
  });
  if (response.ok) return response;
  const problem = await readProblem(response);
  if (problem.code === "reauthentication_required" && (await askForProof?.())) return fetchOrThrow(again, init);
  if (problem.code === "blocked") window.location.assign("/blocked");
  throw problem;
}

async function readProblem(response: Response): Promise<ApiError> {
  const requestId = response.headers.get("x-request-id");
  const body: unknown = await response.json().catch(() => undefined);
  const text = (key: string, fallback: string): string => {
    const value: unknown = typeof body === "object" && body !== null ? Reflect.get(body, key) : undefined;
    return typeof value === "string" ? value : fallback;
  };
  const fields = typeof body === "object" && body !== null && "fields" in body ? toFields(body.fields) : {};
  return new ApiError(
    text("detail", `The server answered ${response.status} without a reason. Try again in a moment.`),
    text("code", "unexpected"),
    response.status,
    fields,
    requestId,
  );
}

function toFields(value: unknown): Record<string, string> {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([field, message]) => [field, String(message)]));
}

const link = new OpenAPILink(contract, {
  // Asked at the first call: on the server, where components are only rendered, there is no location.
  url: () => `${window.location.origin}/api/v1`,
  fetch: (request, init) => fetchOrThrow(request, init),
});

/** Every operation of the contract as a function; throws `ApiError`. */
export const api: ContractRouterClient<typeof contract> = createORPCClient(link);

/** The same as options and keys for TanStack Query: `useQuery(apiQueries.users.list.queryOptions({ input }))`. */
export const apiQueries = createTanstackQueryUtils(api);

/** Sends a form of somebody who has no session yet, such as `/api/join`; throws `ApiError`. */
export const postForm = (path: string, form: Readonly<Record<string, string>>): Promise<void> => sendForm(path, form).then(() => undefined);

/** The same for a form that has an answer, of which the caller knows what it is. */
export async function sendForm<Answer>(path: string, form: Readonly<Record<string, unknown>>): Promise<Answer> {
  const url = new URL(path, window.location.origin);
  const request = new Request(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(form) });
  const response = await fetchOrThrow(request, {});
  return (await response.json()) as Answer;
}
