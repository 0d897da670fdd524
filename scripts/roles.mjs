// Database roles: group roles that migrations grant to, and per database the three roles that programs sign in as.
import { createHash, createHmac } from "node:crypto";
import pg from "pg";

const groupRoles = ["lumos_app", "lumos_gateway"];
const quote = (name) => pg.escapeIdentifier(name);

/** The three sign-in roles of one database; roles are shared by a whole server, so the names carry the database. */
function roleNames(database) {
  const hash = createHash("sha256").update(database).digest("hex").slice(0, 8);
  return { app: `lumos_app_${hash}`, gateway: `lumos_gateway_${hash}`, queue: `lumos_queue_${hash}` };
}

/** A role's password follows from the secret key, so nothing has to be stored. */
function rolePassword(secretKey, role) {
  return createHmac("sha256", secretKey).update(role).digest("hex");
}

/** The addresses the programs use for the database that `ownerUrl` names. */
export function roleUrls(ownerUrl, secretKey) {
  const database = decodeURIComponent(new URL(ownerUrl).pathname.slice(1));
  const names = roleNames(database);
  const urlFor = (role) => {
    const url = new URL(ownerUrl);
    url.username = role;
    url.password = rolePassword(secretKey, role);
    return url.toString();
  };
  return {
    DATABASE_APP_URL: urlFor(names.app),
    DATABASE_GATEWAY_URL: urlFor(names.gateway),
    QUEUE_DATABASE_URL: urlFor(names.queue),
  };
}

/** Two programs may provision at once: the loser of the race finds the role already there. */
async function createRole(client, role, attributes) {
  const { rowCount } = await client.query("select 1 from pg_roles where rolname = $1", [role]);
  if (rowCount === 0) {
    try {
      await client.query(`create role ${quote(role)} ${attributes}`);
      return;
    } catch (error) {
      if (error.code !== "42710" && error.code !== "23505") throw error;
    }
  }
}

async function createSignInRole(client, role, password) {
  const attributes = "login nosuperuser nobypassrls nocreatedb nocreaterole noreplication";
  await createRole(client, role, attributes);
  await client.query(`alter role ${quote(role)} login password ${pg.escapeLiteral(password)}`);
}

async function provisionQueue(client, ownerUrl, database, role, secretKey) {
  // An owner who is no superuser has to be a member of the role to give it a schema.
  await client.query(`grant ${quote(role)} to current_user`);
  await client.query(`create schema if not exists bullmq authorization ${quote(role)}`);
  // BullMQ says "create schema if not exists", for which PostgreSQL asks this right even when the schema is there.
  await client.query(`grant create on database ${quote(database)} to ${quote(role)}`);
  const queue = new pg.Client({ connectionString: roleUrls(ownerUrl, secretKey).QUEUE_DATABASE_URL });
  try {
    await queue.connect();
    const { runMigrations } = await import("bullmq");
    await runMigrations(queue);
  } finally {
    await queue.end();
    await client.query(`revoke create on database ${quote(database)} from ${quote(role)}`);
  }
}

/** The roles that migrations grant to; a database that is only copied from needs no others. */
export async function provisionGroupRoles(ownerUrl) {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    for (const role of groupRoles) await createRole(client, role, "nologin nosuperuser nobypassrls nocreatedb");
  } finally {
    await client.end();
  }
}

/** Makes the roles, their rights to connect and the queue's schema in the database of `ownerUrl`. Safe to repeat. */
export async function provisionRoles(ownerUrl, secretKey) {
  await provisionGroupRoles(ownerUrl);
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query("select current_database() as database");
    const { database } = rows[0];
    const names = roleNames(database);
    for (const role of Object.values(names)) {
      await createSignInRole(client, role, rolePassword(secretKey, role));
      await client.query(`grant connect on database ${quote(database)} to ${quote(role)}`);
    }
    await client.query(`grant lumos_app to ${quote(names.app)}`);
    await client.query(`grant lumos_gateway to ${quote(names.gateway)}`);
    await client.query("revoke create on schema public from public");
    await provisionQueue(client, ownerUrl, database, names.queue, secretKey);
  } finally {
    await client.end();
  }
}
