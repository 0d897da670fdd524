import pg from "pg";

export const templateDatabase = "lumos_template";

/** Fixed keys: nothing that a test seals outlives its database. */
export const testKeys = {
  APP_SECRET: "test-secret-test-secret-test-secret-0001",
  ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
};

declare module "vitest" {
  export interface ProvidedContext {
    databaseServerUrl: string;
  }
}

/** Runs `work` on a connection of its own and always closes it. */
export async function databaseOf<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
