import { PrismaPg } from "@prisma/adapter-pg";
import { expect, test } from "vitest";
import { appClient } from "@/lib/db/clients";
import { PrismaClient } from "@/lib/db/generated/client";
import { inOrganization } from "@/lib/db/in-organization";
import { assertBoundRole } from "@/lib/db/bound-role";
import { env } from "@/lib/env";
import { ownerUrl } from "@/tests/support/database";
import { type GivenOrganization, givenOrganization } from "@/tests/support/given";
import { databaseOf } from "@/tests/support/test-database-server";

const opened = globalThis as typeof globalThis & { lumosApp?: PrismaClient };

/** Runs with a pool of this size in place of the product's own. */
async function withPool(max: number, work: () => Promise<void>): Promise<void> {
  const before = appClient();
  opened.lumosApp = new PrismaClient({ adapter: new PrismaPg({ connectionString: env().DATABASE_APP_URL, max, connectionTimeoutMillis: 60_000 }) });
  try {
    await work();
  } finally {
    await opened.lumosApp.$disconnect();
    opened.lumosApp = before;
  }
}

/** As many as the machine does in seconds; each takes one connection of the pool. */
const OPERATIONS = 600;

/** One operation of an Organization, which may end by a throw or by a query that the server cancels. */
async function operate({ organizationId }: GivenOrganization, at: number): Promise<string[]> {
  return inOrganization(organizationId, async ({ db }) => {
    if (at % 11 === 0) await db.$executeRaw`set local statement_timeout = 1`;
    if (at % 11 === 0) await db.$executeRaw`select pg_sleep(1)`;
    // Without a where: the wall alone decides.
    const rows = await db.$queryRaw<{ organization_id: string }[]>`select organization_id::text from users`;
    if (at % 7 === 0) throw new Error("Thrown in the middle.");
    return rows.map((row) => row.organization_id);
  });
}

test.each([1, 3])("ISO-3 a pool of %i carries no Organization over to the next operation, though some throw and some are cancelled", async (max) => {
  const organizations = await Promise.all([1, 2, 3, 4, 5].map(() => givenOrganization()));
  await withPool(max, async () => {
    let foreign = 0;
    let seen = 0;
    for (let round = 0; round < OPERATIONS; round += 20) {
      const batch = Array.from({ length: 20 }, (_, at) => {
        const organization = organizations[(round * 7 + at * 3) % organizations.length];
        if (!organization) throw new Error("No Organization.");
        return operate(organization, round + at).then(
          (ids) => {
            seen += ids.length;
            foreign += ids.filter((id) => id !== organization.organizationId).length;
          },
          () => undefined,
        );
      });
      await Promise.all(batch);
      const [left] = await appClient().$queryRaw<{ setting: string | null }[]>`select nullif(current_setting('app.organization_id', true), '') as setting`;
      expect(left?.setting).toBeNull();
    }
    expect(seen).toBeGreaterThan(OPERATIONS / 2);
    expect(foreign).toBe(0);
  });
});

test("ISO-4 two writes of one operation are there together or not at all, on one connection", async () => {
  const { organizationId, admin } = await givenOrganization();
  const pids: number[] = [];
  const work = inOrganization(organizationId, async ({ db }) => {
    for (const givenName of ["First", "Second"]) {
      await db.user.update({ where: { organizationId_id: { organizationId, id: admin.userId } }, data: { givenName } });
      const [row] = await db.$queryRaw<{ pid: number }[]>`select pg_backend_pid() as pid`;
      pids.push(row?.pid ?? -1);
    }
    throw new Error("After the second.");
  });
  await expect(work).rejects.toThrow("After the second.");
  expect(new Set(pids).size).toBe(1);
  const user = await inOrganization(organizationId, ({ db }) => db.user.findFirst({ where: { organizationId, id: admin.userId } }));
  expect(user?.givenName).toBe("Ada");
});

test("ISO-5 without an Organization nothing is seen or changed, again and again on one connection", async () => {
  const { organizationId } = await givenOrganization();
  await databaseOf(env().DATABASE_APP_URL, async (client) => {
    for (let round = 0; round < 200; round += 1) {
      await client.query("begin");
      await client.query("select set_config('app.organization_id', $1, true)", [organizationId]);
      await client.query("commit");
      expect((await client.query("select 1 from users")).rowCount).toBe(0);
      expect((await client.query("update users set given_name = 'x'")).rowCount).toBe(0);
      expect((await client.query("delete from users")).rowCount).toBe(0);
    }
    await expect(client.query("insert into users (organization_id, employee_status) values ($1, 'ACTIVE')", [organizationId])).rejects.toThrow(/row-level security/);
  });
});

test("ISO-2 the product does not start with a role that row-level security does not bind", async () => {
  await expect(assertBoundRole()).resolves.toBeUndefined();
  const bound = opened.lumosApp;
  opened.lumosApp = new PrismaClient({ adapter: new PrismaPg({ connectionString: ownerUrl() }) });
  try {
    await expect(assertBoundRole()).rejects.toThrow(/DATABASE_APP_URL signs in as .*, which row-level security does not bind/);
  } finally {
    await opened.lumosApp.$disconnect();
    if (bound) opened.lumosApp = bound;
  }
});
