// npm run audit:verify: walks the chain of hashes over every Organization's activity log and names the first link that
// does not fit; exit code 1 when there is one. Computes every hash by itself. Reads the database of DATABASE_URL or
// DATABASE_HOST_URL with APP_SECRET, else the embedded one of this folder, whether or not the product runs.
import { createHash } from "node:crypto";
import pg from "pg";
import { withDatabase } from "./operator.mjs";
import { explain } from "./report.mjs";
import { roleUrls } from "./roles.mjs";

const PAGE = 20_000;
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();

async function connected(url, work) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const page = `
  select l.place::int as place, l.entry_id, l.hash, e.id is not null as is_there, e.at, jsonb_build_array(e.organization_id, e.id,
    to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.actor_user_id, e.actor_name, e.action, e.target, e.detail)::text as text
  from activity_links l left join activity_entries e on e.organization_id = l.organization_id and e.id = l.entry_id
  where l.organization_id = $1 and l.place > $2 order by l.place limit ${PAGE}`;
const unlinked = `
  select count(*) filter (where w.entry_id is null)::int as lost, count(w.entry_id)::int as waiting
  from activity_entries e left join activity_unsealed w on w.organization_id = e.organization_id and w.entry_id = e.id
  where e.organization_id = $1
    and not exists (select from activity_links l where l.organization_id = e.organization_id and l.entry_id = e.id)`;

const whyBroken = (link, place, before) => {
  if (link.place !== place) return "link-missing";
  if (!link.is_there) return "deleted";
  return sha256(before, link.text).equals(link.hash) ? undefined : "altered";
};

async function verifyChain(client, { id, name }) {
  await client.query("select set_config('app.organization_id', $1, false)", [id]);
  const { rows: [{ lost, waiting }] } = await client.query(unlinked, [id]);
  let before = sha256(id);
  let place = 0;
  for (;;) {
    const { rows } = await client.query(page, [id, place]);
    for (const link of rows) {
      place += 1;
      const because = whyBroken(link, place, before);
      if (because) return { id, name, waiting, entries: place - 1, head: null, firstBroken: { place: link.place, entryId: link.entry_id, because } };
      before = link.hash;
    }
    if (rows.length < PAGE) break;
  }
  const head = place === 0 ? null : { place, hash: before.toString("hex") };
  const firstBroken = lost > 0 ? { place: place + 1, entryId: null, because: "link-missing" } : null;
  return { id, name, waiting, entries: place, head, firstBroken };
}

/**
 * What the chain of each Organization is like, with the app's own rights: behind row-level security, one after the other.
 * @param {string} databaseUrl
 * @param {string} appSecret
 * @returns {Promise<{ id: string, name: string, waiting: number, entries: number, head: { place: number, hash: string } | null,
 *   firstBroken: { place: number, entryId: string | null, because: string } | null }[]>}
 */
export async function verifyAudit(databaseUrl, appSecret) {
  const { DATABASE_APP_URL, DATABASE_GATEWAY_URL } = roleUrls(databaseUrl, appSecret);
  const { rows } = await connected(DATABASE_GATEWAY_URL, (client) => client.query("select id, name from organizations order by created_at, id"));
  return connected(DATABASE_APP_URL, async (client) => {
    const verdicts = [];
    for (const organization of rows) verdicts.push(await verifyChain(client, organization));
    return verdicts;
  });
}

const WORDS = { altered: "was altered or moved", deleted: "was deleted", "link-missing": "has lost its link, or the one before it" };

function report({ name, entries, waiting, head, firstBroken }) {
  if (firstBroken) return `✗ ${name}: place ${firstBroken.place} ${WORDS[firstBroken.because]}${firstBroken.entryId ? ` (entry ${firstBroken.entryId})` : ""}\n`;
  return `✓ ${name}: ${entries} entries${waiting > 0 ? `, ${waiting} without a link yet` : ""}${head ? `, ends in ${head.hash}` : ""}\n`;
}

async function main() {
  const verdicts = await withDatabase((url, { appSecret }) => verifyAudit(url, appSecret));
  for (const verdict of verdicts) process.stdout.write(report(verdict));
  if (verdicts.some(({ firstBroken }) => firstBroken !== null)) process.exitCode = 1;
}

if (process.argv[1] === import.meta.filename) {
  try {
    await main();
  } catch (error) {
    explain(error);
    process.exitCode = 1;
  }
}
