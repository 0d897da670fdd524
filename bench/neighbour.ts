import type pg from "pg";
import { syncIntegration } from "../lib/use-cases/integrations/sync-integration";
import { syncSourceOfTruth } from "../lib/use-cases/source-of-truth/sync-source-of-truth";
import type { Sources } from "./machine";
import { measureRun, prepareNeighbour, type Subject } from "./measure";
import { SMALL_PEOPLE, SOURCE_TOKEN } from "./settings";

const SYNCS = 20;

/** Seconds below which 19 of 20 syncs of a small Organization end, alone and while the large one is read and settled. */
export async function measureNeighbour(client: pg.Client, large: Subject, sources: Sources): Promise<{ alone: number; besideLarge: number }> {
  const { actor, integrationIds } = await prepareNeighbour(client, "Small", { connector: "scim", baseUrl: sources.urls.small, secrets: { token: SOURCE_TOKEN } });
  const [id] = integrationIds;
  if (id === undefined) throw new Error("The neighbour has no source.");
  await measureRun(client, () => syncSourceOfTruth(actor, {}), { usersMin: 0, usersMax: SMALL_PEOPLE });
  const syncs = async (isOver: () => Promise<boolean>): Promise<number> => {
    const seconds: number[] = [];
    while (seconds.length < SYNCS && !(await isOver())) seconds.push(await measureRun(client, () => syncIntegration(actor, { id }), { usersMin: 0, usersMax: 0 }));
    return percentile95(seconds);
  };
  const alone = await syncs(async () => false);
  const { id: flood } = await syncSourceOfTruth(large.actor, {});
  const isOver = async (): Promise<boolean> => {
    const { rows } = await client.query<{ state: string }>("select state from sync_runs where id = $1", [flood]);
    return rows[0]?.state !== "QUEUED" && rows[0]?.state !== "RUNNING";
  };
  const besideLarge = await syncs(isOver);
  while (!(await isOver())) await new Promise((resolve) => setTimeout(resolve, 100));
  return { alone, besideLarge };
}

const percentile95 = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] ?? Number.NaN;
