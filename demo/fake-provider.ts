import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answerControl, type Control } from "./control";
import { type Fault, FaultPlan, type FaultTiming, type ListPage, type NextLink, withFault, type WireRecord } from "./faults";
import type { NewPerson, Rename, Roster } from "./roster";
import type { SourcePerson } from "./sources";

export interface WireRequest {
  readonly method: string;
  /** Absolute, as the caller addressed it. */
  readonly url: URL;
  readonly header: (name: string) => string | undefined;
  /** As it came, up to its end; empty for a GET. */
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body: string;
}

/** One page of people before it is written down, so that a fault can get between. */
export interface Listing {
  readonly pageNumber: number;
  readonly total: number;
  readonly hasNext: boolean;
  readonly records: () => readonly WireRecord[];
  readonly render: (page: ListPage) => Answer;
}

/** What makes one provider differ from another: its words, its paths and its way to write. */
export interface FakeSystem {
  readonly name: string;
  /** Where the API starts, under the server's own address. */
  readonly path: string;
  readonly statuses: readonly string[];
  readonly roster: Roster;
  readonly idField: string;
  readonly unknownStatus: WireRecord;
  /** Where access tokens are given, for a system that has them. */
  readonly tokenPath?: string;
  readonly respond: (request: WireRequest) => Answer | Listing;
}

export interface FakeProvider {
  /** The base URL that an Admin would enter. */
  readonly url: string;
  /** The page with buttons for people who run the demo. */
  readonly controlUrl: string;
  /** Method and path of what was asked so far, the newest last. */
  readonly requests: readonly string[];
  people(): SourcePerson[];
  setStatus(key: string, status: string): void;
  rename(key: string, name: Rename): void;
  remove(key: string): void;
  add(person: NewPerson): SourcePerson;
  failWith(fault: Fault, timing?: FaultTiming): void;
  /** Lists every second person no more, and counts only the rest, until it is healed. */
  hideHalf(): void;
  heal(): void;
  stop(): Promise<void>;
}

const REQUESTS_KEPT = 5_000;

export async function startFakeProvider(system: FakeSystem, port: number): Promise<FakeProvider> {
  const faults = new FaultPlan();
  const requests: string[] = [];
  const control = createControl(system, faults);
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", `http://${request.headers.host ?? "127.0.0.1"}`);
    if (url.pathname === "/_demo") {
      answerControl(control, request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
      return;
    }
    requests.push(`${request.method ?? "GET"} ${url.pathname}${url.search}`);
    if (requests.length > REQUESTS_KEPT) requests.shift();
    readBody(request).then(
      (body) => answer(system, faults, { method: request.method ?? "GET", url, header: (name) => [request.headers[name]].flat().at(0), body }, response),
      () => response.destroy(),
    );
  });
  const origin = await listen(server, port);
  return {
    url: `${origin}${system.path}`,
    controlUrl: `${origin}/_demo`,
    requests,
    ...control,
    hideHalf: () => system.roster.hideHalf(),
    stop: () => stop(server),
  };
}

/** The same handles for a test in this process and for the page with the buttons. */
function createControl(system: FakeSystem, faults: FaultPlan): Control {
  const { roster } = system;
  return {
    name: system.name,
    statuses: system.statuses,
    people: () => roster.all(),
    setStatus(key, status) {
      roster.update(key, { status });
    },
    rename(key, name) {
      roster.update(key, name);
    },
    remove(key) {
      roster.remove(key);
    },
    add: (person) => roster.add(person, system.statuses[0] ?? ""),
    failWith(fault, timing) {
      faults.add(fault, timing);
    },
    heal() {
      faults.clear();
      roster.showAll();
    },
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function answer(system: FakeSystem, faults: FaultPlan, request: WireRequest, response: ServerResponse): void {
  const result = system.respond(request);
  if ("body" in result) {
    sendWith(request.url.pathname === system.tokenPath ? faults.takeForToken() : undefined, response, () => result);
    return;
  }
  const fault = faults.take(result.pageNumber);
  const next: NextLink = result.hasNext ? "following" : "none";
  const edited = withFault(fault, { total: result.total, next }, result.records, system);
  sendWith(fault, response, () => result.render(edited));
}

const SIGN_IN_PAGE = "<!doctype html><html><head><title>Sign in</title></head><body><h1>Sign in</h1></body></html>";

function sendWith(fault: Fault | undefined, response: ServerResponse, render: () => Answer): void {
  switch (fault?.kind) {
    case "hang":
      return;
    case "slow":
      setTimeout(() => send(response, render()), fault.ms);
      return;
    case "status":
      send(response, { status: fault.status, headers: { "content-type": "application/json", ...fault.headers }, body: fault.body ?? "" });
      return;
    case "html":
      send(response, { status: 200, headers: { "content-type": "text/html; charset=utf-8" }, body: SIGN_IN_PAGE });
      return;
    case "cutBody":
      sendHalf(response, render());
      return;
    default:
      send(response, render());
  }
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  if (response.destroyed) return;
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
  response.end(body);
}

function sendHalf(response: ServerResponse, { status, headers, body }: Answer): void {
  const whole = Buffer.from(body);
  response.writeHead(status, { ...headers, "content-length": whole.length });
  response.write(whole.subarray(0, Math.floor(whole.length / 2)), () => response.destroy());
}

/** Loopback only: the population is invented, the open control page is not for a network. */
function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve(`http://127.0.0.1:${String(portOf(server.address()) ?? port)}`);
    });
  });
}

const portOf = (address: AddressInfo | string | null): number | undefined =>
  typeof address === "object" ? address?.port : undefined;

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
