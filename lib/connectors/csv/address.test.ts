import { afterEach, describe, expect, test } from "vitest";
import { type FileServer, type FileServerOptions, startFileServer } from "@/demo/file-server";
import { csv } from "@/lib/connectors/csv";
import { connect } from "@/lib/connectors/kit/connect";
import type { AccountPage, ConnectorContext } from "@/lib/connectors/kit/connector";
import { register } from "@/lib/connectors/kit/register";

const connector = register(csv);
const KEYS = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCY", region: "eu-central-1" };
const servers: FileServer[] = [];
afterEach(async () => Promise.all(servers.splice(0).map((server) => server.stop())));

async function given(content: Uint8Array | string, options: FileServerOptions = {}): Promise<FileServer> {
  const server = await startFileServer(options);
  servers.push(server);
  server.files.set("/people/all of them (1).csv", typeof content === "string" ? Buffer.from(content) : content);
  return server;
}

type Context = ConnectorContext<Record<string, unknown>>;
const open = (config: Record<string, unknown>, secrets: Record<string, string> = {}): Context => connect(connector, { config: connector.config.parse(config), secrets }, { allowPrivateTargets: true });
const byAddress = ({ origin }: FileServer, more: Record<string, unknown> = {}, secrets = {}): Context => open({ source: "https", url: `${origin}/people/all%20of%20them%20(1).csv`, ...more }, secrets);
const inBucket = ({ origin }: FileServer, secrets: Record<string, string> = KEYS, more = {}): Context =>
  open({ source: "s3", endpoint: origin, bucket: "people", key: "all of them (1).csv", region: KEYS.region, mode: "snapshot", ...more }, { accessKeyId: secrets.accessKeyId ?? "", secretAccessKey: secrets.secretAccessKey ?? "" });

async function walk(contextOf: () => Context): Promise<AccountPage[]> {
  const pages: AccountPage[] = [];
  for (let cursor: string | undefined = ""; cursor !== undefined; cursor = pages.at(-1)?.nextCursor) pages.push(await connector.listAccounts(contextOf(), cursor === "" ? undefined : cursor));
  return pages;
}
const idsOf = (pages: readonly AccountPage[]): string[] => pages.flatMap(({ accounts }) => accounts.map(({ externalId }) => externalId));
const rowsOf = (count: number): string => `ID,E-mail,First name,Status\n${Array.from({ length: count }, (_, index) => `C-${String(index)},p${String(index)}@x.test,Zoë,active`).join("\n")}`;

describe("a file in a bucket", () => {
  test("is read with requests that carry a signature, whole and in order, in parts", async () => {
    const server = await given(rowsOf(180_000), { keys: KEYS });
    const context = inBucket(server);
    const pages = await walk(() => context);
    expect(idsOf(pages)).toEqual(Array.from({ length: 180_000 }, (_, index) => `C-${String(index)}`));
    expect(pages.every(({ incompleteBecause }) => incompleteBecause === undefined)).toBe(true);
    expect(server.requests.length).toBeLessThan(5);
  });

  test.each([
    { what: "another key", secrets: { ...KEYS, accessKeyId: "AKIAOTHER" }, more: {}, kind: "AUTH_REJECTED" },
    { what: "a wrong secret", secrets: { ...KEYS, secretAccessKey: "guess" }, more: {}, kind: "AUTH_REJECTED" },
    { what: "another region", secrets: KEYS, more: { region: "us-east-1" }, kind: "CONFIG_INVALID" },
    { what: "another file", secrets: KEYS, more: { key: "nothing.csv" }, kind: "CONFIG_INVALID" },
  ])("refuses $what in words, and never shows the secret", async ({ secrets, more, kind }) => {
    const server = await given(rowsOf(1), { keys: KEYS });
    const error: unknown = await connector.check(inBucket(server, secrets, more)).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind });
    expect(JSON.stringify([error, String(error)])).not.toContain(secrets.secretAccessKey);
  });
});

describe("a file at an address", () => {
  test("is told in words: how many, in which states, which columns, and which rows are wrong", async () => {
    const server = await given("Wer,Mail,Status\nA-1,a@x.test,active\nA-2,b@x.test,left\nA-3,nonsense,active\n");
    const mapping = { Wer: "externalId", Mail: "email", Status: "status" };
    expect(await connector.check(byAddress(server, { mapping }))).toEqual({
      summary: "The file lists 2 people. Columns: Wer as externalId, Mail as email, Status as status.",
      total: 2,
      byStatus: { ACTIVE: 1, DEPROVISIONED: 1 },
      warnings: ['1 of 3 rows are not understood and will be kept aside, such as line 4: "nonsense" is not an e-mail address. Correct it.'],
    });
    await expect(connector.check(byAddress(server, { mapping: { Who: "email" } }))).rejects.toThrow("The file's columns are: Wer, Mail, Status.");
  });

  test.each([
    { access: "basic", more: { access: "basic", username: "reader" }, secrets: { password: "pä:ss" }, authorization: `Basic ${Buffer.from("reader:pä:ss").toString("base64")}` },
    { access: "bearer", more: { access: "bearer" }, secrets: { token: "t-123456" }, authorization: "Bearer t-123456" },
  ])("with $access access is read with the credentials and refused without", async ({ more, secrets, authorization }) => {
    const server = await given(rowsOf(3), { authorization });
    expect(idsOf(await walk(() => byAddress(server, more, secrets)))).toHaveLength(3);
    await expect(connector.check(byAddress(server))).rejects.toMatchObject({ kind: "AUTH_REJECTED" });
  });

  test("proves nobody's absence unless it was declared a full list", async () => {
    const server = await given(rowsOf(3));
    const [additions] = await walk(() => byAddress(server));
    expect(additions?.incompleteBecause).toBe("The file lists additions only.");
    const [snapshot] = await walk(() => byAddress(server, { mode: "snapshot" }));
    expect(snapshot?.incompleteBecause).toBeUndefined();
  });

  test("of a server that gives no parts is read whole", async () => {
    const server = await given(rowsOf(12_000), { withoutParts: true });
    const context = byAddress(server);
    expect(idsOf(await walk(() => context))).toHaveLength(12_000);
    expect(server.requests).toHaveLength(1);
  });

  test("that is replaced while it is read ends the walk, so that no mixture of two lists removes anybody", async () => {
    const server = await given(rowsOf(180_000));
    const { nextCursor } = await connector.listAccounts(byAddress(server));
    server.files.set("/people/all of them (1).csv", Buffer.from(rowsOf(170_000)));
    const later = async (): Promise<void> => {
      const context = byAddress(server);
      for (let cursor = nextCursor; cursor !== undefined; ) cursor = (await connector.listAccounts(context, cursor)).nextCursor;
    };
    await expect(later()).rejects.toMatchObject({ kind: "UNEXPECTED_RESPONSE", message: expect.stringContaining("was replaced while it was read") as unknown });
  });

  test("is gone on with by another process, which still knows who stood on the pages before", async () => {
    const server = await given(`${rowsOf(11_000)}\nC-3,other@x.test,Ann,active`);
    const first = await connector.listAccounts(byAddress(server));
    // Others are read in between, so that this one is no longer at hand.
    for (const _ of [1, 2, 3]) await connector.listAccounts(byAddress(server));
    const second = await connector.listAccounts(byAddress(server), first.nextCursor);
    const third = await connector.listAccounts(byAddress(server), second.nextCursor);
    expect(idsOf([first, second, third])).toHaveLength(11_000);
    expect(third.quarantined).toMatchObject([{ externalId: "C-3", reason: "Line 11002: This person stands on line 5 already. Keep one of lines 5 and 11002." }]);
  });

  test.each([
    { what: "a web page", content: "<!DOCTYPE html><html>Sign in</html>", words: "a web page" },
    { what: "nothing", content: "", words: "The file is empty" },
    { what: "rows of which nobody is understood", content: "E-mail\nx\ny\n", words: "Nobody in the file could be understood. Line 2" },
  ])("that holds $what is refused in words", async ({ content, words }) => {
    const server = await given(content);
    await expect(connector.check(byAddress(server))).rejects.toThrow(words);
  });
});
