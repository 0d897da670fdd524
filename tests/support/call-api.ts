import { handleApiRequest } from "@/lib/api/handle-request";

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  // Answers of every shape are read here; each test names what it looks for.
  readonly body: Record<string, unknown>;
}

interface ApiRequest {
  readonly session?: string;
  readonly token?: string;
  readonly json?: unknown;
  readonly headers?: Record<string, string>;
  readonly body?: BodyInit;
}

/** Sends a request to the public API as the mounted route does. */
export async function callApi(method: string, path: string, options: ApiRequest = {}): Promise<ApiAnswer> {
  const response = await send(method, path, options);
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: (text === "" ? {} : JSON.parse(text)) as Record<string, unknown> };
}

/** The same for an operation that answers a file. */
export async function downloadFromApi(path: string, options: ApiRequest = {}): Promise<{ status: number; headers: Headers; text: string }> {
  const response = await send("GET", path, options);
  // A decoder would drop the mark that says UTF-8.
  return { status: response.status, headers: response.headers, text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(await response.arrayBuffer()) };
}

function send(method: string, path: string, options: ApiRequest): Promise<Response> {
  const headers = new Headers(options.headers);
  if (options.session !== undefined) headers.set("cookie", `next-auth.session-token=${options.session}`);
  // As a browser does; a test may say otherwise.
  if (options.session !== undefined && !headers.has("origin") && !headers.has("sec-fetch-site")) headers.set("origin", "http://localhost:3000");
  if (options.token !== undefined) headers.set("authorization", `Bearer ${options.token}`);
  let body = options.body ?? null;
  if (options.json !== undefined) {
    headers.set("content-type", "application/json");
    body = JSON.stringify(options.json);
  }
  return handleApiRequest(new Request(`http://localhost:3000/api/v1/${path}`, { method, headers, body }));
}
