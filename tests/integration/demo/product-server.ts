import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import NextAuth from "next-auth";
import type { NextApiRequest, NextApiResponse } from "next";
import { POST as join } from "@/app/api/join/route";
import { handleApiRequest } from "@/lib/api/handle-request";
import { authOptions } from "@/lib/auth/options";

/** The product's own handlers on a real port, without Next around them. The environment names it as APP_URL. */
export async function startProductServer(): Promise<{ url: string; stop: () => void }> {
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  Object.assign(process.env, { APP_URL: url, NEXTAUTH_URL: url });
  const stop = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url, stop };
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  if (pathname.startsWith("/api/auth/")) return answerByNextAuth(request, response, { path: pathname.slice(10).split("/"), body });
  const asked = toRequest(request, body);
  const given = pathname === "/api/join" ? await join(asked) : await handleApiRequest(asked);
  response.writeHead(given.status, Object.fromEntries(given.headers));
  response.end(Buffer.from(await given.arrayBuffer()));
}

function toRequest(request: IncomingMessage, body: Buffer): Request {
  const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]);
  return new Request(`http://${String(request.headers.host)}${String(request.url)}`, {
    method: request.method ?? "GET",
    headers,
    ...(body.length > 0 && { body: new Uint8Array(body) }),
  });
}

/** next-auth outside a route of Next takes what a page's API handler would get. */
async function answerByNextAuth(request: IncomingMessage, response: ServerResponse, { path, body }: { path: string[]; body: Buffer }): Promise<void> {
  const cookies = (request.headers.cookie ?? "").split("; ").map((pair): [string, string] => {
    const at = pair.indexOf("=");
    return [pair.slice(0, at), decodeURIComponent(pair.slice(at + 1))];
  });
  const asked = Object.assign(request, {
    query: { nextauth: path },
    cookies: Object.fromEntries(cookies),
    body: Object.fromEntries(new URLSearchParams(body.toString())),
  });
  const send = (value: unknown): void => void response.end(typeof value === "string" ? value : JSON.stringify(value));
  const given = Object.assign(response, {
    status: (code: number) => Object.assign(given, { statusCode: code }),
    json: send,
    send,
  });
  await NextAuth(asked as unknown as NextApiRequest, given as unknown as NextApiResponse, authOptions());
}
