import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect } from "@/lib/connectors/kit/connect";
import { contextOf, idsOf, walkSubject } from "@/lib/connectors/kit/contract-subject";
import { type SqlSubject, startFixture, startMariaDbFixture } from "@/lib/connectors/sql/fixture";
import { findConnector } from "@/lib/connectors/registry";
import { readChangesBy, readPeopleBy, readWhile } from "@/tests/support/read-people";

const PEOPLE = 4_500;
const SERVERS = {
  PostgreSQL: { start: startFixture, changedAt: "2026-01-01 00:00:00.123456+00", slow: "select 'x' as id, pg_sleep(30)::text as slow", wipe: "create function wipe() returns int language plpgsql as 'begin delete from people; return 1; end'" },
  MariaDB: { start: startMariaDbFixture, changedAt: "2026-01-01 00:00:00.123456", slow: "select 'x' as id, sleep(30) as slow", wipe: "create function wipe() returns int begin delete from people; return 1; end" },
} as const;

describe.each(Object.keys(SERVERS) as (keyof typeof SERVERS)[])("the connector \"sql\" with %s", (name) => {
  const { start, changedAt, slow, wipe } = SERVERS[name];
  let started: SqlSubject | undefined;
  const database = (): SqlSubject => {
    if (!started) throw new Error("The database did not start.");
    return started;
  };
  const withConfig = (config: object): SqlSubject => ({ ...database(), config: { ...(database().config as object), ...config } });
  const check = (config: object) => database().connector.check(contextOf(withConfig(config)));
  beforeAll(async () => {
    started = await start(PEOPLE);
  });
  afterAll(async () => started?.provider.stop());

  test("passes nobody over while rows change, come and go, and whatever a collation calls equal", async () => {
    const { asOwner, ids } = database();
    const pages = await readWhile(database(), (page) =>
      asOwner(
        `update people set updated_at = current_timestamp, department = 'after page ${String(page)}' where number % 7 = ${String(page)}`,
        `insert into people (number, id, email, status) values (${String(100_000 + page)}, 'a-new-${String(page)}', 'new@acme.test', 'active'), (${String(200_000 + page)}, 'z-new-${String(page)}', 'new@acme.test', 'active')`,
      ),
    );
    const seen = new Set(idsOf(pages));
    expect(ids.filter((id) => !seen.has(id))).toEqual([]);
    await asOwner("delete from people where number >= 100000");
  });

  test("keeps two ids apart that differ in a blank at the end only", async () => {
    const { asOwner } = database();
    await asOwner("insert into people (number, id, status) values (300001, 'pad', 'active'), (300002, 'pad ', 'active')");
    const { progress } = await walkSubject(withConfig({ query: "select * from people_seen where number > 300000" })).finally(() => asOwner("delete from people where number > 300000"));
    expect(progress.lastTotal).toBe(2);
  });

  test("keeps a time to the microsecond, and comes to an end with it as the watermark", async () => {
    const { asOwner } = database();
    await asOwner("update people set updated_at = '2026-01-01 00:00:00.123456'");
    const people = await readPeopleBy(database(), "id");
    expect(people.get("e-000000")?.raw).toMatchObject({ updated_at: changedAt });
    const since = (await database().connector.changes?.list(contextOf(database()), undefined))?.watermark;
    expect(since).toBe(changedAt.replace("2026-01-01 00:00:00", "2025-12-31 23:55:00"));
    // The overlap: who was changed before the latest, but committed after it.
    await asOwner("update people set updated_at = '2025-12-31 23:50:00' where number > 3", "update people set updated_at = '2025-12-31 23:55:00.123456' where number = 3");
    const { changed, watermark } = await readChangesBy(database(), "id", since);
    expect([...changed.keys()].sort()).toEqual(["E-000000", "E-000001", "e-000000", "e-000001"]);
    expect(watermark).toBe(since);
  });

  test("looks nobody else up by an id that is SQL", async () => {
    const { connector } = database();
    for (const id of ["' or 1=1 -- ", "%", "?", "$1", "e-00000%"]) expect(await connector.getAccount?.(contextOf(database()), id)).toBeUndefined();
    expect(await connector.getAccount?.(contextOf(database()), "e-000007")).toMatchObject({ externalId: "e-000007" });
  });

  test("takes question marks, comments and semicolons in a query for what they are", async () => {
    const query = "select id, '?;$1 -- no comment' as note, email from people_seen where status <> '?' /* ? */ -- the end ?";
    const { accounts } = await database().connector.listAccounts(contextOf(withConfig({ query: `${query};`.replace("-- the end ?;", "-- the end") })));
    expect(accounts[0]?.raw).toMatchObject({ note: "?;$1 -- no comment" });
  });

  test("cannot be made to write, by one statement or by two, though the account may", async () => {
    const { asOwner } = database();
    await asOwner(wipe, "grant delete on people to reader", "grant select on people to reader", ...(name === "MariaDB" ? ["grant execute on function wipe to reader"] : []));
    const tricks = [
      "select 1 as id) q; delete from people; select * from (select 1 as id",
      "with gone as (delete from people returning *) select * from gone",
      "select * from people_seen for update",
      "select id from people_seen into outfile '/tmp/stolen'",
      "select 'x' as id, wipe() as gone",
      "select 1 as id) q; commit; delete from people; select 1 from (select 1 as id",
    ];
    for (const query of tricks) await expect(check({ query }), query).rejects.toMatchObject({ kind: expect.stringMatching(/CONFIG_INVALID|SCOPE_MISSING/) as unknown });
    expect(database().connector.config.safeParse({ ...(database().config as object), query: "delete from people" }).success).toBe(false);
    expect((await check({})).total).toBe(PEOPLE);
    await asOwner("revoke delete on people from reader", "revoke select on people from reader");
  });

  test("tells what is wrong with a query in the database's own words", async () => {
    await expect(check({ query: "select nonsense from people_seen" })).rejects.toMatchObject({ kind: "CONFIG_INVALID", message: expect.stringContaining("nonsense") as unknown });
    await expect(check({ idColumn: "no_such_column" })).rejects.toMatchObject({ kind: "CONFIG_INVALID", message: expect.stringContaining("no_such_column") as unknown });
    await expect(check({ databaseName: "nowhere" })).rejects.toMatchObject({ kind: expect.stringMatching(/CONFIG_INVALID|SCOPE_MISSING/) as unknown });
    await expect(check({ query: "select * from people" })).rejects.toMatchObject({ kind: "SCOPE_MISSING" });
  });

  test("ends a query that takes too long", async () => {
    await expect(database().connector.check(contextOf(withConfig({ query: slow }), { timeoutMs: 500 }))).rejects.toMatchObject({ kind: "SOURCE_UNAVAILABLE" });
  });

  test("stops at once when the run is stopped", async () => {
    const { connector, secrets } = database();
    const stopping = new AbortController();
    const config = connector.config.parse(withConfig({ query: slow }).config);
    const reading = connector.listAccounts(connect(connector, { config, secrets }, { allowPrivateTargets: true, signal: stopping.signal, timeoutMs: 50_000 }));
    stopping.abort(new Error("the lease was lost"));
    await expect(reading).rejects.toThrow("the lease was lost");
  });

  test("sends no password to a server whose certificate it cannot trust", async () => {
    await expect(check({ caCertificate: undefined })).rejects.toMatchObject({ kind: "CONFIG_INVALID", message: expect.stringContaining("certificate") as unknown });
  });

  test("reads words, fields and kinds by the names of the columns", async () => {
    const query = "select 'a' as id, 'Ada@Acme.test' as \"E_Mail\", 'x@acme.test' as email, 'Ada' as givenname, '2026-02-01' as start_date, 'bot' as user_type, '1' as status";
    const people = await readPeopleBy(withConfig({ query: name === "MariaDB" ? query.replaceAll('"', "`") : query, changedColumn: undefined }), "id");
    expect(people.get("a")).toMatchObject({ kind: "SERVICE", status: "ACTIVE", profile: { givenName: "Ada", startDate: "2026-02-01" } });
  });
});

test("sends nothing in clear to a public address", async () => {
  const connector = findConnector("sql");
  const config = { host: "1.1.1.1", port: "1", databaseName: "hr", user: "reader", query: "select 1 as id", encryption: "None" };
  if (!connector) throw new Error("There is no connector sql.");
  const context = connect(connector, { config: connector.config.parse(config), secrets: { password: "s3cr3t" } }, { allowPrivateTargets: true, timeoutMs: 500 });
  await expect(connector.check(context)).rejects.toMatchObject({ kind: "CONFIG_INVALID", message: expect.stringContaining("in clear") as unknown });
});
