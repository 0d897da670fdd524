import { createORPCClient } from "@orpc/client";
import type { ContractRouterClient } from "@orpc/contract";
import { OpenAPILink } from "@orpc/openapi-client/fetch";
import { contract } from "../lib/api/contract";

export type PublicApi = ContractRouterClient<typeof contract>;

/** The product's public API as a script uses it: every refusal is thrown in the words of its problem document. */
export function connectApi(appUrl: string, headers: Record<string, string>): PublicApi {
  const link = new OpenAPILink(contract, { url: `${appUrl}/api/v1`, headers, fetch: (request) => fetchOrExplain(request) });
  return createORPCClient(link);
}

async function fetchOrExplain(request: Request): Promise<Response> {
  const { method, url } = request;
  const response = await fetch(request);
  if (response.ok) return response;
  throw new Error(`${method} ${url} was refused (${String(response.status)}): ${(await response.text()).slice(0, 2_000)}`);
}

/** Signs in with a password by next-auth's own steps, and gives the cookies. Throws when the password is refused. */
export async function signIn(appUrl: string, { email, password }: { email: string; password: string }): Promise<string> {
  const cookies = new Map<string, string>();
  const send = async (path: string, body?: Record<string, string>): Promise<Response> => {
    const response = await fetch(`${appUrl}/api/auth/${path}`, {
      method: body ? "POST" : "GET",
      redirect: "manual",
      headers: { cookie: toHeader(cookies), origin: appUrl },
      ...(body && { body: new URLSearchParams(body) }),
    });
    for (const cookie of response.headers.getSetCookie()) remember(cookies, cookie);
    return response;
  };
  const { csrfToken } = (await (await send("csrf")).json()) as { csrfToken: string };
  const answer = await send("callback/credentials", { csrfToken, email, password, json: "true", callbackUrl: appUrl });
  if (!answer.ok || ![...cookies.keys()].some((name) => name.endsWith("session-token"))) {
    throw new Error(`${email} could not sign in (${String(answer.status)}): ${(await answer.text()).slice(0, 500)}`);
  }
  return toHeader(cookies);
}

const toHeader = (cookies: ReadonlyMap<string, string>): string => [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");

function remember(cookies: Map<string, string>, header: string): void {
  const [pair = ""] = header.split(";");
  const at = pair.indexOf("=");
  cookies.set(pair.slice(0, at), pair.slice(at + 1));
}
