import { beforeEach, describe, expect, test, vi } from "vitest";
import type { IntegrationId, OrganizationId } from "@/lib/core/ids";
import { callApi } from "@/tests/support/call-api";
import { ownerUrl } from "@/tests/support/database";
import { givenSource } from "@/tests/support/engine";
import { givenOrganization } from "@/tests/support/given";
import { databaseOf, testKeys } from "@/tests/support/test-database-server";

const CANARY = "s3cret-canary-5f1e77aa90";
const NEXT_KEY = Buffer.alloc(32, 9).toString("base64");

const asOwner = <Row extends object>(sql: string, values: unknown[] = []) => databaseOf(ownerUrl(), async (client) => (await client.query<Row>(sql, values)).rows);

/** The product's own functions as a process with these settings has them; settings are read once. */
async function withKeys(current: string, previous = "") {
  vi.resetModules();
  process.env["ENCRYPTION_KEY"] = current;
  process.env["ENCRYPTION_KEY_PREVIOUS"] = previous;
  const secrets = await import("@/lib/use-cases/integrations/integration-secrets");
  const { rotateSecrets } = await import("@/lib/use-cases/secrets/rotate-secrets");
  const { listSealedCredentials } = await import("@/lib/db/credentials");
  const db = await import("@/lib/db/in-organization");
  const read = async (owner: { organizationId: OrganizationId; integrationId: IntegrationId }) =>
    secrets.unsealSecrets(await db.inOrganization(owner.organizationId, (scope) => listSealedCredentials(scope, owner.integrationId)), owner);
  const store = (owner: { organizationId: OrganizationId; integrationId: IntegrationId }, values: Record<string, string>) =>
    db.inOrganization(owner.organizationId, (scope) => secrets.storeSecrets(scope, owner.integrationId, values));
  return { read, store, rotateSecrets };
}

async function givenSecrets(fields: Record<string, string>) {
  const { organizationId, sessionToken } = await givenOrganization();
  const integrationId = await givenSource(organizationId, "Vault");
  const owner = { organizationId, integrationId };
  const { store } = await withKeys(testKeys.ENCRYPTION_KEY);
  await store(owner, fields);
  return { ...owner, sessionToken };
}

beforeEach(() => withKeys(testKeys.ENCRYPTION_KEY));

describe("SEC-3 a rotation of the key", () => {
  test("leaves every secret readable all the time, and afterwards without the old key", async () => {
    const owner = await givenSecrets({ token: CANARY, password: "another" });
    const during = await withKeys(NEXT_KEY, testKeys.ENCRYPTION_KEY);
    expect(await during.read(owner)).toEqual({ token: CANARY, password: "another" });
    const [rotation] = await Promise.all([during.rotateSecrets(), ...Array.from({ length: 20 }, () => during.read(owner))]);
    expect(rotation.left).toEqual({});
    expect(rotation.moved).toBeGreaterThanOrEqual(2);
    const after = await withKeys(NEXT_KEY);
    expect(await after.read(owner)).toEqual({ token: CANARY, password: "another" });
    const old = await withKeys(testKeys.ENCRYPTION_KEY);
    await expect(old.read(owner)).rejects.toThrow("cannot be opened with this server's key");
    // For the tests after this one.
    await (await withKeys(testKeys.ENCRYPTION_KEY, NEXT_KEY)).rotateSecrets();
  });

  test("that was broken off goes on, and what is changed meanwhile stays as it was changed", async () => {
    const owner = await givenSecrets({ token: CANARY, password: "another" });
    const during = await withKeys(NEXT_KEY, testKeys.ENCRYPTION_KEY);
    await during.store(owner, { token: "changed meanwhile" });
    await Promise.all([during.rotateSecrets(), during.rotateSecrets()]);
    expect(await during.rotateSecrets()).toEqual({ moved: 0, left: {} });
    const after = await withKeys(NEXT_KEY);
    expect(await after.read(owner)).toEqual({ token: "changed meanwhile", password: "another" });
    await (await withKeys(testKeys.ENCRYPTION_KEY, NEXT_KEY)).rotateSecrets();
  });

  test("says what it could not move instead of forgetting it", async () => {
    const owner = await givenSecrets({ token: CANARY });
    await asOwner("update credentials set sealed = overlay(sealed placing '\\x00' from 40) where organization_id = $1", [owner.organizationId]);
    const during = await withKeys(NEXT_KEY, testKeys.ENCRYPTION_KEY);
    expect((await during.rotateSecrets()).left).toEqual({ "credentials.sealed": 1 });
    await (await withKeys(testKeys.ENCRYPTION_KEY, NEXT_KEY)).rotateSecrets();
    await asOwner("delete from credentials where organization_id = $1", [owner.organizationId]);
  });

  test("knows every column that holds something sealed", async () => {
    const { secretsOf, SHARED_SECRETS } = await import("@/lib/db/sealed-secrets");
    const known = [...secretsOf((await givenOrganization()).organizationId), ...SHARED_SECRETS].map(({ name }) => name).sort();
    const bytes = await asOwner<{ name: string }>("select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public' and data_type = 'bytea' order by 1");
    const open = ["activity_links.hash", "passkeys.public_key"];
    expect(bytes.map(({ name }) => name).filter((name) => !open.includes(name) && !/(digest|hash)$/.test(name))).toEqual(known);
  });
});

test("SEC-2 a sealed secret that was copied to another field, integration or Organization opens nowhere", async () => {
  const [mine, theirs] = [await givenSecrets({ token: "mine-mine-mine" }), await givenSecrets({ token: CANARY, password: "another" })];
  const other = { organizationId: theirs.organizationId, integrationId: await givenSource(theirs.organizationId, "Other") };
  const { store, read } = await withKeys(testKeys.ENCRYPTION_KEY);
  await store(other, { token: "other-other" });
  const copy = (to: { integrationId: string }, field: string) =>
    asOwner("update credentials set sealed = (select sealed from credentials where integration_id = $1 and field = 'token') where integration_id = $2 and field = $3", [theirs.integrationId, to.integrationId, field]);
  await copy(theirs, "password");
  await copy(other, "token");
  await copy(mine, "token");
  for (const owner of [theirs, other, mine]) await expect(read(owner)).rejects.toThrow("cannot be opened");
});

test("SEC-1 a secret is nowhere in the database, the queue's schema included", async () => {
  const { organizationId, integrationId, sessionToken } = await givenSecrets({ token: CANARY });
  const tables = await asOwner<{ name: string }>("select format('%I.%I', table_schema, table_name) as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema in ('public', 'bullmq')");
  const hits: string[] = [];
  for (const { name } of tables) {
    const [row] = await asOwner<{ found: boolean }>(`select exists (select from ${name} t where position($1 in t::text) > 0 or position(encode(convert_to($1, 'UTF8'), 'hex') in t::text) > 0) as found`, [CANARY]);
    if (row?.found === true) hits.push(name);
  }
  expect(tables.length).toBeGreaterThan(20);
  expect(hits).toEqual([]);
  const answers = await Promise.all(["integrations", `integrations/${integrationId}`, "activity", "activity/export"].map((path) => callApi("GET", path, { session: sessionToken }).catch(() => ({ body: {} }))));
  expect(JSON.stringify(answers)).not.toContain(CANARY);
  expect(JSON.stringify(answers)).toContain(CANARY.slice(-4));
  expect(organizationId).toBeTruthy();
});

test("no. 28 a secret of another Organization pasted into a row stops that integration alone, with a clear reason", async () => {
  const [mine, theirs] = [await givenSecrets({ token: "mine-mine-mine" }), await givenSecrets({ token: CANARY })];
  await asOwner("update credentials set sealed = (select sealed from credentials where integration_id = $1) where integration_id = $2", [theirs.integrationId, mine.integrationId]);
  const { read } = await withKeys(testKeys.ENCRYPTION_KEY);
  await expect(read(mine)).rejects.toMatchObject({ kind: "AUTH_REJECTED", message: expect.stringContaining("Reconnect with new ones") as unknown });
  expect(await read(theirs)).toEqual({ token: CANARY });
});
