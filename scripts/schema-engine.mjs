// Prisma's schema engine as WebAssembly: the native one is a download that a closed network refuses.
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { ColumnTypeEnum } from "@prisma/driver-adapter-utils";

const require = createRequire(import.meta.url);
export const root = path.resolve(import.meta.dirname, "..");
const schemaFolder = path.join(root, "prisma", "schema");
export const migrationsFolder = path.join(root, "prisma", "migrations");

/** No table or enum is kept out of the comparison; a different schema such as BullMQ's is never looked at. */
export const noFilters = { externalTables: [], externalEnums: [] };

/** The files of a Prisma schema folder as the engine wants them, in a stable order. */
export async function readSchemaFiles(folder = schemaFolder) {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".prisma")).sort();
  return Promise.all(
    names.map(async (name) => ({
      path: path.join(folder, name),
      content: await readFile(path.join(folder, name), "utf8"),
    })),
  );
}

/** Every migration on disk, oldest first, in the form of the engine's MigrationList. */
export async function readMigrations(folder = migrationsFolder) {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const migrationDirectories = await Promise.all(
    names.map(async (name) => ({
      path: name,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok", value: await readFile(path.join(folder, name, "migration.sql"), "utf8") },
      },
    })),
  );
  return {
    baseDir: folder,
    lockfile: { path: "./migration_lock.toml", content: 'provider = "postgresql"\n' },
    shadowDbInitScript: "",
    migrationDirectories,
  };
}

let instantiated;

async function instantiate() {
  const engineModule = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const folder = path.dirname(require.resolve("@prisma/schema-engine-wasm/schema_engine_bg"));
  const binary = await readFile(path.join(folder, "schema_engine_bg.wasm"));
  const imports = { ...engineModule };
  for (const [name, original] of Object.entries(engineModule)) {
    if (!name.startsWith("__wbg_setTimeout_")) continue;
    // The engine gives up on its lock after 10 s and forgets this timer: it must not keep the program alive.
    imports[name] = (...args) => {
      const timer = original(...args);
      timer?.unref?.();
      return timer;
    };
  }
  const { instance } = await WebAssembly.instantiate(binary, { "./schema_engine_bg.js": imports });
  engineModule.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return engineModule.SchemaEngine;
}

async function createEngine(adapterFactory) {
  instantiated ??= instantiate();
  const SchemaEngine = await instantiated;
  const { bindMigrationAwareSqlAdapterFactory } = await import("@prisma/driver-adapter-utils");
  const files = await readSchemaFiles();
  return SchemaEngine.new(
    { datamodels: files.map((file) => [file.path, file.content]) },
    () => {},
    bindMigrationAwareSqlAdapterFactory(adapterFactory),
  );
}

/**
 * Prisma's adapter cuts a script at every semicolon, also inside function bodies and comments. PostgreSQL takes a
 * whole script, and makes it one transaction.
 */
function sendingWholeScripts(factory, pool) {
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connectToShadowDb: () => factory.connectToShadowDb(),
    connect: async () => {
      const adapter = await factory.connect();
      adapter.executeScript = (script) => pool.query(script).then(() => undefined);
      return readingChars(adapter, pool);
    },
  };
}

/**
 * The catalogue has columns of PostgreSQL's one-byte type "char" (18), which the adapter refuses and the engine needs:
 * they pass the adapter as text (25) and reach the engine as characters.
 */
function readingChars(adapter, pool) {
  let isChar = [];
  adapter.client = Object.create(pool);
  adapter.client.query = async (...args) => {
    const result = await pool.query(...args);
    isChar = result.fields.map((field) => field.dataTypeID === 18);
    for (const field of result.fields) if (field.dataTypeID === 18) field.dataTypeID = 25;
    return result;
  };
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    const columnTypes = result.columnTypes.map((type, index) => (isChar[index] ? ColumnTypeEnum.Character : type));
    return { ...result, columnTypes };
  };
  return adapter;
}

/** Runs `work(engine)` over a small pool of connections to `url` and closes it. */
export async function withSchemaEngine(url, work) {
  const { PrismaPg } = await import("@prisma/adapter-pg");
  const { default: pg } = await import("pg");
  const pool = new pg.Pool({ connectionString: url, max: 2, idleTimeoutMillis: 100 });
  try {
    const engine = await createEngine(sendingWholeScripts(new PrismaPg(pool), pool));
    try {
      return await work(engine);
    } finally {
      engine.free();
    }
  } finally {
    await pool.end();
  }
}

/** The SQL between two schema texts. The engine insists on a connection it never uses: it gets one that answers nothing. */
export async function diffSchemas(from, to) {
  const nothing = { columnNames: [], columnTypes: [], rows: [] };
  const connection = {
    provider: "postgres",
    adapterName: "none",
    queryRaw: async () => nothing,
    executeRaw: async () => 0,
    executeScript: async () => undefined,
    dispose: async () => undefined,
  };
  const connect = async () => connection;
  const engine = await createEngine({ provider: "postgres", adapterName: "none", connect, connectToShadowDb: connect });
  const { stdout } = await engine.diff({
    from,
    to,
    script: true,
    exitCode: null,
    shadowDatabaseUrl: null,
    filters: noFilters,
  });
  return stdout;
}
