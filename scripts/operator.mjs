// What an operator's command needs to use the product's own code: the settings of a server of one's own, or of the embedded one.
import fs from "node:fs";
import path from "node:path";
import { readKeys } from "./keys.mjs";
import { chooseDataFolder, ownerRole, startPostgres } from "./postgres.mjs";
import { explain, Refusal } from "./report.mjs";
import { roleUrls } from "./roles.mjs";
import { root } from "./schema-engine.mjs";

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
};

/** Asks the embedded server where the product runs, else starts it for as long as `work` takes. */
async function withEmbedded(folder, password, work) {
  const lockFile = path.join(folder, "postmaster.pid");
  const [pid, , , port] = fs.existsSync(lockFile) ? fs.readFileSync(lockFile, "utf8").split("\n") : [];
  // Never a second server on the folder of a running one.
  if (pid && isAlive(Number(pid))) return work(`postgresql://${ownerRole}:${password}@127.0.0.1:${port}/lumos`);
  const server = await startPostgres({ folder, password });
  try {
    return await work(server.url("lumos"));
  } finally {
    await server.stop();
  }
}

/** Runs `work` with the database's address, of the environment or of this folder, and the secret its roles follow from. */
export async function withDatabase(work) {
  const { DATABASE_URL, DATABASE_HOST_URL, APP_SECRET } = process.env;
  const url = DATABASE_URL || DATABASE_HOST_URL;
  if (url && !APP_SECRET) throw new Refusal("Set APP_SECRET to the secret that web and worker have.");
  if (url) return work(url, { appSecret: APP_SECRET, encryptionKey: process.env.ENCRYPTION_KEY });
  const dataFolder = path.join(root, ".data");
  const folder = chooseDataFolder(path.join(dataFolder, "postgres"));
  if (!fs.existsSync(path.join(folder, "PG_VERSION"))) throw new Refusal("There is no database here yet. Start the product first: npm start");
  const keys = readKeys(dataFolder);
  return withEmbedded(folder, keys.postgresPassword, (embedded) => work(embedded, keys));
}

/** Runs `work` with the product's own settings in place, then closes its connections; a refusal is printed and counts as 1. */
export async function asOperator(work) {
  try {
    await withDatabase(async (url, { appSecret, encryptionKey }) => {
      if (!encryptionKey) throw new Refusal("Set ENCRYPTION_KEY to the key that web and worker have.");
      Object.assign(process.env, { ...roleUrls(url, appSecret), APP_SECRET: appSecret, ENCRYPTION_KEY: encryptionKey });
      process.env.APP_URL ||= "http://localhost:3000";
      const { closeClients } = await import("../lib/db/clients.ts");
      try {
        await work();
      } finally {
        await closeClients();
      }
    });
  } catch (error) {
    explain(error);
    process.exitCode = 1;
  }
}
