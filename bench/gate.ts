// node --import tsx bench/gate.ts: what the session and the gate cost a signed-in API request, with 100 people and with
// 100,000, and whether memory stays flat under load. GATE_LOAD_SECONDS makes the load longer, 120 for the figure of issue 5.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { OpenAPIHandler } from "@orpc/openapi/fetch";
import pg from "pg";
import type { PersonActor } from "../lib/core/access/actor";
import { OrganizationId } from "../lib/core/ids";
import { closeClients } from "../lib/db/clients";
import { createSession, findSessionAtTheGate } from "../lib/db/sessions";
import { setUpOrganization } from "../lib/use-cases/organizations/set-up-organization";
import { startDatabase } from "./machine";

const ROUNDS = 400;
const WARM_UP = 50;
const PEOPLE = [100, 100_000] as const;
const LOAD_SECONDS = Number(process.env["GATE_LOAD_SECONDS"] || 10);
const PATH = "http://localhost:3000/api/v1/users?limit=50";
const KEPT = path.join(import.meta.dirname, "latest.json");

type Send = () => Promise<Response>;
interface Spread {
  readonly p50Ms: number;
  readonly p95Ms: number;
}

async function givenPeople(client: pg.Client, organizationId: string, count: number): Promise<void> {
  await client.query(
    `insert into users (organization_id, email, given_name, family_name, employee_status)
     select $1, 'p' || n || '@benchmark.test', 'Person', n::text, 'ACTIVE'
     from generate_series((select count(*) from users where organization_id = $1) + 1, $2) n`,
    [organizationId, count],
  );
  await client.query("analyze users");
}

/** One after another, in turns, so that what the machine does besides meets both alike. */
async function measure(ways: Readonly<Record<string, Send>>): Promise<Record<string, Spread>> {
  const times = new Map(Object.keys(ways).map((name) => [name, [] as number[]]));
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    for (const [name, send] of Object.entries(ways)) {
      const startedAt = performance.now();
      const response = await send();
      await response.arrayBuffer();
      if (response.status !== 200) throw new Error(`${name} answered ${String(response.status)}.`);
      if (round >= 0) times.get(name)?.push(performance.now() - startedAt);
    }
  }
  return Object.fromEntries([...times].map(([name, all]) => [name, spreadOf(all)]));
}

function spreadOf(times: readonly number[]): Spread {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number): number => Number((sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(2));
  return { p50Ms: at(0.5), p95Ms: at(0.95) };
}

async function load(send: Send): Promise<Record<string, number>> {
  const [startedAt, heap] = [Date.now(), [] as number[]];
  let [answered, errors] = [0, 0];
  const isOver = (): boolean => Date.now() - startedAt > LOAD_SECONDS * 1_000;
  const client = async (): Promise<void> => {
    while (!isOver()) {
      const response = await send();
      await response.arrayBuffer();
      answered += 1;
      if (response.status !== 200) errors += 1;
      if (answered % 200 === 0) heap.push(process.memoryUsage().heapUsed);
    }
  };
  await Promise.all(Array.from({ length: 8 }, client));
  const megabytes = (part: readonly number[]): number => Math.round(Math.min(...part) / 1_048_576);
  // The floor of what the collector leaves, early and late: a leak lifts it.
  const third = Math.max(1, Math.floor(heap.length / 3));
  return { seconds: LOAD_SECONDS, answered, errors, heapFloorEarlyMegabytes: megabytes(heap.slice(0, third)), heapFloorLateMegabytes: megabytes(heap.slice(-third)) };
}

async function run(): Promise<void> {
  const database = await startDatabase();
  const client = new pg.Client({ connectionString: database.url(database.name) });
  try {
    await client.connect();
    const admin = { organizationName: "Benchmark", givenName: "Bench", familyName: "Mark", email: "admin@benchmark.test", password: "benchmark-benchmark" };
    const { organization, adminId, signInIdentityId } = await setUpOrganization(admin);
    const token = await createSession([signInIdentityId], { expiresAt: new Date(Date.now() + 86_400_000), userAgent: null, means: "password" });
    const session = token === null ? null : await findSessionAtTheGate(token);
    if (token === null || session === null) throw new Error("The Admin could not sign in.");
    // Loaded now, since it reads the settings that the database has just given.
    const [{ handleApiRequest }, { router }] = [await import("../lib/api/handle-request"), await import("../lib/api/router")];
    const handler = new OpenAPIHandler(router);
    const via = { kind: "session", sessionId: session.sessionId, signInIdentityId } as const;
    const actor: PersonActor = { kind: "person", organizationId: OrganizationId.parse(organization.id), userId: adminId, name: "Bench", role: "ADMIN", via };
    const signedIn: Send = () => handleApiRequest(new Request(PATH, { headers: { cookie: `next-auth.session-token=${token}` } }));
    const without: Send = async () => {
      const { response } = await handler.handle(new Request(PATH), { prefix: "/api/v1", context: { actor, requestId: "benchmark" } });
      if (!response) throw new Error("The request was not matched.");
      return response;
    };
    const sizes: Record<string, unknown>[] = [];
    for (const people of PEOPLE) {
      await givenPeople(client, organization.id, people);
      const { withGate, withoutGate } = await measure({ withGate: signedIn, withoutGate: without });
      if (!withGate || !withoutGate) throw new Error("Nothing was measured.");
      const ratio = (key: keyof Spread): number => Number((withGate[key] / withoutGate[key]).toFixed(2));
      sizes.push({ people, withGate, withoutGate, ratioP50: ratio("p50Ms"), ratioP95: ratio("p95Ms") });
    }
    const gate = { sizes, load: await load(signedIn) };
    process.stdout.write(`${JSON.stringify(gate, null, 2)}\n`);
    writeFileSync(KEPT, `${JSON.stringify({ ...(JSON.parse(readFileSync(KEPT, "utf8")) as object), gate }, null, 2)}\n`);
  } finally {
    await client.end();
    await closeClients();
    await database.stop();
  }
}

await run();
