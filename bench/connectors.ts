// How fast each connector turns the pages of its source into accounts. Alone: node --import tsx bench/connectors.ts [id…]
import { existsSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { type ContractSubject, contextOf, type StartFixture } from "../lib/connectors/kit/contract-subject";
import type { Connector, ConnectorContext } from "../lib/connectors/kit/connector";
import { connectors } from "../lib/connectors/registry";
import { createTape } from "./recorded-http";

export const CONNECTOR_ACCOUNTS = 20_000;
/** On one core, without the network. */
export const CONNECTOR_TARGET_PER_SECOND = 20_000;

const TIMEOUT_MS = 60_000;
const ROUNDS = 5;

export interface ConnectorRow {
  readonly id: string;
  /** Undefined where nothing could be measured; `note` says why. */
  readonly accountsPerSecond?: number;
  readonly note?: string;
}

type Context = ConnectorContext<Record<string, unknown>>;

/** One row per connector of the registry: page, parse and normalise 20,000 recorded accounts, the best of five rounds. */
export async function measureConnectors(told: (row: ConnectorRow) => void, only: readonly string[] = []): Promise<ConnectorRow[]> {
  const rows: ConnectorRow[] = [];
  for (const [id, connector] of connectors) {
    if (only.length > 0 && !only.includes(id)) continue;
    const row = await measureConnector(id, connector).catch((error: unknown): ConnectorRow => ({ id, note: error instanceof Error ? error.message : String(error) }));
    told(row);
    rows.push(row);
  }
  return rows;
}

async function measureConnector(id: string, { manifest }: Connector): Promise<ConnectorRow> {
  if (manifest.reads === "push") return { id, note: "is sent its people one by one: see the time of a pushed change" };
  const module = path.join(import.meta.dirname, `../lib/connectors/${id}/fixture.ts`);
  if (!existsSync(module)) return { id, note: "has no fixture.ts" };
  const { startFixture } = z.looseObject({ startFixture: z.custom<StartFixture>((value) => typeof value === "function") }).parse(await import(module));
  const subject = await startFixture(CONNECTOR_ACCOUNTS);
  try {
    const context = await record(subject);
    let best = Number.POSITIVE_INFINITY;
    for (let round = 0; round < ROUNDS; round += 1) best = Math.min(best, await secondsOf(subject, context));
    return { id, accountsPerSecond: Math.round(subject.ids.length / best), ...(manifest.reads === "socket" && { note: "its server's time counted with it" }) };
  } finally {
    await subject.provider?.stop();
  }
}

/** Only what goes over HTTP can be taken out of the time. */
async function record(subject: ContractSubject): Promise<Context> {
  const context = contextOf(subject, { timeoutMs: TIMEOUT_MS });
  if (subject.connector.manifest.reads !== "http") return context;
  const { record: recording, replay } = createTape(context.http);
  await walk(subject, { ...context, http: recording });
  return { ...context, http: replay };
}

async function secondsOf(subject: ContractSubject, context: Context): Promise<number> {
  const since = performance.now();
  const accounts = await walk(subject, context);
  const seconds = (performance.now() - since) / 1_000;
  if (accounts !== subject.ids.length) throw new Error(`read ${String(accounts)} of ${String(subject.ids.length)} accounts`);
  return seconds;
}

async function walk({ connector }: ContractSubject, context: Context): Promise<number> {
  let accounts = 0;
  for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
    const page = await connector.listAccounts(context, cursor);
    accounts += page.accounts.length;
    cursor = page.nextCursor;
  }
  return accounts;
}

/** Whether a row holds what is wanted of it; undefined where it says nothing of the connector alone. */
export const holdsConnectorTarget = ({ accountsPerSecond, note }: ConnectorRow): boolean | undefined =>
  accountsPerSecond === undefined || note !== undefined ? undefined : accountsPerSecond >= CONNECTOR_TARGET_PER_SECOND;

export const toConnectorLine = (row: ConnectorRow): string =>
  `${row.id.padEnd(20)} ${row.accountsPerSecond === undefined ? "not measured" : `${row.accountsPerSecond.toLocaleString("en")} accounts/s`}${row.note === undefined ? "" : ` (${row.note})`}${holdsConnectorTarget(row) === false ? "  TOO SLOW" : ""}`;

if (process.argv[1] === import.meta.filename) {
  const rows = await measureConnectors((row) => void process.stdout.write(`${toConnectorLine(row)}\n`), process.argv.slice(2));
  if (rows.some((row) => holdsConnectorTarget(row) === false)) process.exitCode = 1;
}
