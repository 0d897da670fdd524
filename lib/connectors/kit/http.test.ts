import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { type ConnectorHttpOptions, createConnectorHttp, USER_AGENT } from "@/lib/connectors/kit/http";

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

async function serve(listener: RequestListener): Promise<URL> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return new URL(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/people`);
}

const ask = async (url: URL, options: Partial<ConnectorHttpOptions> = {}, request = {}) =>
  createConnectorHttp({ origin: url, authenticate: () => ({ headers: { authorization: "Bearer s3cr3t-t0ken" } }), secrets: [], allowPrivateTargets: true, ...options }).getJson(url, z.looseObject({}), request);

describe("the way to a source", () => {
  test("sends its name, the credentials, and what a connector asks for, in one request", async () => {
    const seen: IncomingMessage[] = [];
    const url = await serve((request, response) => {
      seen.push(request);
      response.end('{"ok":true}');
    });
    const { body } = await ask(url, {}, { headers: { accept: "application/scim+json", authorization: "mine" } });
    expect(body).toEqual({ ok: true });
    expect(seen.map(({ headers }) => headers)).toMatchObject([{ "user-agent": USER_AGENT, authorization: "Bearer s3cr3t-t0ken", accept: "application/scim+json" }]);
  });

  test("carries the version of the product", () => {
    const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync("package.json", "utf8")));
    expect(USER_AGENT).toBe(`lumos-user-sources/${version}`);
  });

  test("never follows a redirect with credentials, also not to a private address", async () => {
    const seen: string[] = [];
    const inside = await serve((request, response) => {
      seen.push(request.url ?? "");
      response.end("{}");
    });
    const url = await serve((_, response) => response.writeHead(307, { location: inside.href }).end());
    await expect(ask(url)).rejects.toMatchObject({ kind: "CONFIG_INVALID", message: expect.stringContaining("credentials are never sent after a redirect") as unknown });
    expect(seen).toEqual([]);
  });

  test("does not contact a private address without an operator's consent", async () => {
    let contacted = false;
    const url = await serve((_, response) => {
      contacted = true;
      response.end("{}");
    });
    const secure = new URL(url.href.replace("http:", "https:"));
    const named = new URL(secure.href.replace("127.0.0.1", "localhost"));
    for (const target of [url, secure, named]) await expect(ask(target, { allowPrivateTargets: false })).rejects.toMatchObject({ kind: "CONFIG_INVALID" });
    expect(contacted).toBe(false);
  });

  test("sends credentials to no other origin than the configured one", async () => {
    const url = await serve((_, response) => response.end("{}"));
    await expect(ask(url, { origin: new URL("https://acme.example.com") })).rejects.toMatchObject({ kind: "UNEXPECTED_RESPONSE", message: expect.stringContaining("sent nowhere else") as unknown });
  });

  test.each([
    { name: "a host that does not exist", url: "http://no-such-host.invalid/people", kind: "CONFIG_INVALID" },
    { name: "a port where nobody listens", url: "http://127.0.0.1:1/people", kind: "SOURCE_UNAVAILABLE" },
  ])("says in words what is wrong with $name", async ({ url, kind }) => {
    await expect(ask(new URL(url))).rejects.toMatchObject({ kind });
  });

  test("gives up in time on a body that trickles for ever", async () => {
    const url = await serve((_, response) => {
      response.write("[");
      const timer = setInterval(() => response.write(" "), 20);
      response.on("close", () => clearInterval(timer));
    });
    const startedMs = Date.now();
    await expect(ask(url, { timeoutMs: 200 })).rejects.toMatchObject({ kind: "SOURCE_UNAVAILABLE" });
    expect(Date.now() - startedMs).toBeLessThan(3_000);
  });

  test("takes no more than it was allowed to, measured after decompression", async () => {
    const url = await serve((_, response) => response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(JSON.stringify({ text: "x".repeat(3_000_000) }))));
    await expect(ask(url, { sizeMaxBytes: 1024 * 1024 })).rejects.toMatchObject({ kind: "UNEXPECTED_RESPONSE", message: expect.stringContaining("larger than 1 MB") as unknown });
    await expect(ask(url)).resolves.toBeDefined();
  });

  test("ends at once when the run is cancelled, with our reason and not the source's", async () => {
    const controller = new AbortController();
    const url = await serve(() => controller.abort(new Error("cancelled by an Admin")));
    await expect(ask(url, { signal: controller.signal })).rejects.toThrow("cancelled by an Admin");
  });

  test("refuses a token with a line break in words that do not show it", async () => {
    const url = await serve((_, response) => response.end("{}"));
    const error = await ask(url, { authenticate: () => ({ headers: { authorization: "Bearer s3cr3t\nx-evil: 1" } }), secrets: ["s3cr3t"] }).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ kind: "AUTH_REJECTED" });
    expect(String(error)).not.toContain("s3cr3t");
  });

  test("shows no secret that the source echoes in its host, path or body", async () => {
    const url = await serve((_, response) => response.writeHead(200, { "content-type": "application/json" }).end('"s3cr3t-t0ken"'));
    const inHost = new URL("http://s3cr3t-t0ken.invalid/people");
    for (const target of [url, inHost]) {
      const error: unknown = await ask(target).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(Error);
      expect(`${String(error)} ${error instanceof Error ? String(error.cause) : ""}`).not.toContain("s3cr3t-t0ken");
    }
  });

  test.each([
    { words: "429 without a word on how long", status: 429, headers: {}, retryAfterMs: 60_000 },
    { words: "403 with a pause, as GitHub's second limit", status: 403, headers: { "retry-after": "12" }, retryAfterMs: 12_000 },
    { words: "403 with an empty quota, as GitHub's first limit", status: 403, headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "30" }, retryAfterMs: 30_000 },
    { words: "503 with a pause, as BambooHR's old form", status: 503, headers: { "retry-after": "9" }, retryAfterMs: 9_000 },
  ])("waits where a source asks for fewer requests by $words", async ({ status, headers, retryAfterMs }) => {
    const url = await serve((_, response) => response.writeHead(status, headers).end());
    await expect(ask(url)).rejects.toMatchObject({ kind: "RATE_LIMITED", retryAfterMs, isOwnPause: false });
  });

  test.each([
    { status: 403, headers: { "x-ratelimit-remaining": "7" }, kind: "SCOPE_MISSING" },
    { status: 503, headers: {}, kind: "SOURCE_UNAVAILABLE" },
  ])("takes a bare $status for what it says", async ({ status, headers, kind }) => {
    const url = await serve((_, response) => response.writeHead(status, headers).end());
    await expect(ask(url)).rejects.toMatchObject({ kind });
  });

  test("leaves half of a source's limit to others: the request that would be the first of theirs is not sent", async () => {
    let remaining = 20;
    const url = await serve((_, response) => {
      remaining -= 1;
      response.writeHead(200, { "x-ratelimit-limit": "20", "x-ratelimit-remaining": String(remaining), "x-ratelimit-reset": "600" }).end("{}");
    });
    const http = createConnectorHttp({ origin: url, authenticate: () => ({ headers: {} }), secrets: [], allowPrivateTargets: true });
    const sent: unknown[] = [];
    const refusal = await (async () => {
      for (;;) sent.push(await http.getJson(url, z.looseObject({})));
    })().catch((error: unknown) => error);
    expect(refusal).toMatchObject({ kind: "RATE_LIMITED", isOwnPause: true });
    expect(sent.length).toBeLessThanOrEqual(10);
  });
});
