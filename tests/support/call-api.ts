import { handleApiRequest } from "@/lib/api/handle-request";

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  // Answers of every shape are read here; each test names what it looks for.
  readonly body: Record<string, unknown>;
}

/** Sends a request to the public API as the mounted route does. */
export async function callApi(
  method: string,
  path: string,
  options: { session?: string; token?: string; json?: unknown; headers?: Record<string, string>; body?: BodyInit } = {},
): Promise<ApiAnswer> {
  const headers = new Headers(options.headers);
  if (options.session !== undefined) headers.set("cookie", `next-auth.session-token=${options.session}`);
  if (options.token !== undefined) headers.set("authorization", `Bearer ${options.token}`);
  let body = options.body ?? null;
  if (options.json !== undefined) {
    headers.set("content-type", "application/json");
    body = JSON.stringify(options.json);
  }
  const response = await handleApiRequest(new Request(`http://localhost:3000/api/v1/${path}`, { method, headers, body }));
  return { status: response.status, headers: response.headers, body: (await response.json()) as Record<string, unknown> };
}
