import type pg from "pg";
import { previewSourceOfTruth } from "../lib/use-cases/source-of-truth/preview-source-of-truth";
import { getSourceOfTruth } from "../lib/use-cases/source-of-truth/get-source-of-truth";
import { saveSourceOfTruth } from "../lib/use-cases/source-of-truth/save-source-of-truth";
import { syncSourceOfTruth } from "../lib/use-cases/source-of-truth/sync-source-of-truth";
import { syncIntegration } from "../lib/use-cases/integrations/sync-integration";
import { undoSyncRun } from "../lib/use-cases/sync-runs/undo-sync-run";
import { SyncRunId } from "../lib/core/ids";
import type { Sources } from "./machine";
import { countWritten, measureRun, prepareNeighbour, type Subject } from "./measure";
import { CHANGED_PEOPLE, SOURCE_TOKEN } from "./settings";

export type Note = (name: string, seconds: number) => void;

/** Seconds of what the large Organization goes through, one after the other. */
export interface Steps {
  readonly firstImport: number;
  readonly unchanged: number;
  readonly rowsWrittenUnchanged: number;
  readonly onePercent: number;
  readonly preview: number;
  readonly applyReorder: number;
  readonly undoReorder: number;
}

const NOBODY = { usersMin: 0, usersMax: 0 };

export async function measureImport(client: pg.Client, { actor }: Subject, accounts: number, note: Note): Promise<Pick<Steps, "firstImport" | "unchanged" | "rowsWrittenUnchanged">> {
  const sync = (): Promise<unknown> => syncSourceOfTruth(actor, {});
  const firstImport = await measureRun(client, sync, { usersMin: accounts, usersMax: accounts });
  note("first import", firstImport);
  const unchanged = await countWritten(client, () => measureRun(client, sync, NOBODY));
  note(`unchanged re-sync, ${String(unchanged.rows)} rows written`, unchanged.seconds);
  return { firstImport, unchanged: unchanged.seconds, rowsWrittenUnchanged: unchanged.rows };
}

export async function measureSteps(client: pg.Client, subject: Subject, { accounts, sources, note }: { accounts: number; sources: Sources; note: Note }): Promise<Steps> {
  const { actor } = subject;
  const imported = await measureImport(client, subject, accounts, note);
  await sources.change("one-percent");
  const onePercent = await measureRun(client, () => syncSourceOfTruth(actor, {}), { usersMin: Math.ceil(accounts / 100), usersMax: Math.ceil(accounts / 100) });
  note("1 % changed", onePercent);
  return { ...imported, onePercent, ...(await measureReorder(client, subject, accounts, note)) };
}

/** Preview, apply as previewed, and undo, over the whole population and without reading any source. */
async function measureReorder(client: pg.Client, { actor, integrationIds }: Subject, accounts: number, note: Note): Promise<Pick<Steps, "preview" | "applyReorder" | "undoReorder">> {
  const { version } = await getSourceOfTruth(actor, {});
  const edit = { version, userSources: integrationIds.toReversed().map((integrationId) => ({ integrationId })) };
  const since = performance.now();
  const { token } = await previewSourceOfTruth(actor, edit, new AbortController().signal);
  const preview = (performance.now() - since) / 1000;
  note("preview of a reorder", preview);
  // Most people have another title in another source.
  const many = { usersMin: Math.floor(accounts / 2), usersMax: accounts };
  const applyReorder = await measureRun(client, () => saveSourceOfTruth(actor, { ...edit, previewToken: token }), many);
  note("apply of the reorder", applyReorder);
  const { rows } = await client.query<{ id: string }>("select id from sync_runs where organization_id = $1 order by id desc limit 1", [actor.organizationId]);
  const undoReorder = await measureRun(client, () => undoSyncRun(actor, { id: SyncRunId.parse(rows[0]?.id) }), many);
  note("undo of the reorder", undoReorder);
  return { preview, applyReorder, undoReorder };
}

/** An Organization of its own with one Okta of the full size: a complete re-sync, then only what changed. */
export async function measureIncremental(client: pg.Client, { accounts, sources, note }: { accounts: number; sources: Sources; note: Note }): Promise<{ complete: number; incremental: number }> {
  const { actor, integrationIds } = await prepareNeighbour(client, "Okta", { connector: "okta", baseUrl: sources.urls.okta, secrets: { apiToken: SOURCE_TOKEN } });
  const [id] = integrationIds;
  if (id === undefined) throw new Error("There is no Okta.");
  note("Okta, first complete sync", await measureRun(client, () => syncSourceOfTruth(actor, {}), { usersMin: 0, usersMax: accounts }));
  const complete = await measureRun(client, () => syncIntegration(actor, { id }), NOBODY);
  note("Okta, unchanged complete re-sync", complete);
  await sources.change("okta");
  const changed = Math.min(CHANGED_PEOPLE, accounts);
  const incremental = await measureRun(client, () => syncIntegration(actor, { id, mode: "incremental" }), { usersMin: changed, usersMax: changed });
  note(`Okta, incremental with ${String(changed)} changes`, incremental);
  return { complete, incremental };
}
