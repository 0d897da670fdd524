import { afterAll, beforeAll, it } from "vitest";
import { closeClients } from "@/lib/db/clients";
import { closeProducer } from "@/lib/jobs/announce";
import { liveThroughChaos } from "./support/chaos";
import { type OwnServer, startOwnServer } from "./support/own-server";
import { killWorkerProcesses } from "./support/worker-processes";

/** FAULT_SEED repeats a schedule, FAULT_SECONDS makes it longer than the suite can wait. */
const seed = process.env["FAULT_SEED"] ?? String(Date.now());
const seconds = Number(process.env["FAULT_SECONDS"] ?? 30);

let server: OwnServer;
beforeAll(async () => {
  server = await startOwnServer({ queue: "postgres" });
});
afterAll(async () => {
  killWorkerProcesses();
  await closeProducer();
  await closeClients();
  await server.stop();
});

it(`REL-1 to REL-7, REL-18: loses no run, does nothing twice and suspends nobody, whatever dies (FAULT_SEED=${seed})`, () => liveThroughChaos(server, { seed, seconds }), (seconds + 300) * 1_000);
