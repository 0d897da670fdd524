import { subscribe, unsubscribe } from "node:diagnostics_channel";
import dns, { type LookupAddress } from "node:dns";
import { createServer, type Server } from "node:http";
import { syncBuiltinESMExports } from "node:module";
import type { AddressInfo, Socket } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { lookupPublic } from "@/lib/connectors/kit/allowed-target";
import { connect } from "@/lib/connectors/kit/connect";
import { defineConnector } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { createConnectorHttp } from "@/lib/connectors/kit/http";
import { register } from "@/lib/connectors/kit/register";

/** What an Admin might enter to make us talk to the inside of our own network. */
const WRITTEN_OUT = [
  "127.0.0.1", "127.1", "127.0.1", "127.255.255.254", "0.0.0.0", "0", "2130706433", "0x7f000001", "0x7f.0.0.1", "0x7f.1", "0177.0.0.1", "0177.1", "017700000001", "127.0.0.1.",
  "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2001:0:7f00:1::]",
  "localhost", "LOCALHOST", "localhost.", "app.localhost", "①②⑦.⓪.⓪.①", "１２７.０.０.１",
  "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.1.254", "100.64.0.1", "100.127.255.254", "192.0.0.192", "198.18.0.1",
  "169.254.169.254", "0xa9fea9fe", "2852039166", "0251.0376.0251.0376", "[::ffff:169.254.169.254]", "[fd00:ec2::254]", "[fe80::1]", "[fc00::1]", "[fd12:3456:789a::1]", "[fec0::1]",
  "224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.2.1", "203.0.113.7", "[ff02::1]", "[2001:db8::1]", "[100::1]",
];

/** Names whose owner answers with an address inside; the resolver is the one edge that a test may stand in for. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  "rebind.example": ["127.0.0.1"],
  "metadata.example": ["169.254.169.254"],
  "inside.example": ["10.1.2.3"],
  "six.example": ["::1"],
  "mapped.example": ["::ffff:10.0.0.1"],
  "two-faced.example": ["93.184.215.14", "127.0.0.1"],
  "two-faced-too.example": ["fd00::1", "2606:4700::1111"],
};

const lookUp = dns.lookup;
const resolver = vi.spyOn(dns, "lookup");
let listener: Server | undefined;
let port = 0;
let accepted = 0;
const attempted: string[] = [];
const watch = (message: unknown): void => {
  (message as { socket: Socket }).socket.on("connectionAttempt", (ip: string) => attempted.push(ip));
};

beforeAll(async () => {
  const server = createServer((_, response) => response.end("{}"));
  server.on("connection", () => (accepted += 1));
  listener = server;
  // On every address of this machine, so that whatever form reaches it is seen.
  await new Promise<void>((resolve) => server.listen(0, "::", resolve));
  port = (server.address() as AddressInfo).port;
  subscribe("net.client.socket", watch);
  resolver.mockImplementation(((host: string, options: dns.LookupAllOptions, done: (error: Error | null, found: LookupAddress[]) => void) => {
    const answers = NAMES[host];
    if (answers) done(null, answers.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })));
    // Numbers in any form, and the names of this very machine: what its own resolver makes of them.
    else if (/^([0-9a-fx.:]+|(app\.)?localhost\.?)$/i.test(host)) lookUp(host, options, done);
    else done(Object.assign(new Error("not found"), { code: "ENOTFOUND" }), []);
  }) as typeof dns.lookup);
  syncBuiltinESMExports();
});

beforeEach(() => {
  accepted = 0;
  attempted.length = 0;
});

afterEach(() => {
  expect({ accepted, attempted }).toEqual({ accepted: 0, attempted: [] });
});

afterAll(() => {
  unsubscribe("net.client.socket", watch);
  resolver.mockRestore();
  syncBuiltinESMExports();
  listener?.close();
});

const TARGETS = [...WRITTEN_OUT, ...Object.keys(NAMES)];
const KINDS = ["CONFIG_INVALID", "UNEXPECTED_RESPONSE"];

const refusalOf = async (work: () => Promise<unknown>): Promise<unknown> =>
  Promise.resolve()
    .then(work)
    .then(
      (answer) => ({ answered: answer }),
      (error: unknown) => error,
    );

/** An address that is none is refused even before it is one of a request. */
const toUrl = (host: string): URL => new URL(`https://${host}:${String(port)}/people`);

function expectRefused(refusal: unknown): void {
  // Node's own parser refuses some of these forms, and that is as good.
  if (refusal instanceof TypeError && "code" in refusal && refusal.code === "ERR_INVALID_URL") return;
  expect(refusal).toBeInstanceOf(ConnectorError);
  expect(KINDS).toContain((refusal as ConnectorError).kind);
}

describe("SEC-6: nothing is sent to an address that is not public, measured by a listener and by every connection begun", () => {
  test("there are at least sixty such targets", () => {
    expect(new Set(TARGETS).size).toBeGreaterThanOrEqual(60);
  });

  test.each(TARGETS)("where people are read: %s", async (host) => {
    expectRefused(
      await refusalOf(() => {
        const url = toUrl(host);
        return createConnectorHttp({ origin: url, authenticate: () => ({ headers: { authorization: "Bearer s3cr3t" } }), secrets: [], allowPrivateTargets: false }).getText(url);
      }),
    );
  });

  test.each(TARGETS)("where a token is fetched: %s", async (host) => {
    expectRefused(
      await refusalOf(() => {
        const token = toUrl(host);
        const origin = new URL("https://api.example/");
        const http = createConnectorHttp({
          origin,
          tokenOrigin: token,
          authenticate: async (tools) => {
            await tools.postForm(token, { client_secret: "s3cr3t" }, z.looseObject({}));
            return { headers: {} };
          },
          secrets: [],
          allowPrivateTargets: false,
        });
        return http.getText(origin);
      }),
    );
  });

  test.each(TARGETS)("where a directory or a database is: %s", async (host) => {
    const { socket } = connect(directory, { config: { host }, secrets: {} }, { allowPrivateTargets: false });
    expectRefused(await refusalOf(async () => socket?.resolve(host)));
  });
});

const directory = register(
  defineConnector({
    manifest: { id: "directory", name: "Directory", category: "directory", summary: "", provides: [], statusMap: [], completeness: "UNPROVEN", reads: "socket", setupSteps: [] },
    config: z.object({ host: z.string() }),
    secrets: z.object({}),
    authenticate: () => ({ headers: {} }),
    check: () => Promise.resolve({ summary: "", warnings: [] }),
    listAccounts: () => Promise.resolve({ accounts: [], quarantined: [] }),
  }),
);

describe("SEC-7: a name that changes its mind", () => {
  test("is judged by the addresses of the very connection, not by those of an earlier look", async () => {
    let looks = 0;
    resolver.mockImplementation(((_: string, __: object, done: (error: Error | null, found: LookupAddress[]) => void) => {
      looks += 1;
      done(null, [{ address: looks === 1 ? "93.184.215.14" : "127.0.0.1", family: 4 }]);
    }) as typeof dns.lookup);
    const earlier = await new Promise<Error | null>((resolve) => lookupPublic("turning.example", { all: true }, resolve));
    expect(earlier).toBeNull();
    const url = toUrl("turning.example");
    const http = createConnectorHttp({ origin: url, authenticate: () => ({ headers: {} }), secrets: [], allowPrivateTargets: false });
    expectRefused(await refusalOf(() => http.getText(url)));
    expect(looks).toBe(2);
  });
});
