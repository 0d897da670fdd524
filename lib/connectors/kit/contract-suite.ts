import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { connect } from "@/lib/connectors/kit/connect";
import type { AccountPage, Connector, ConnectorContext, ConnectorReads, UploadedFile } from "@/lib/connectors/kit/connector";
import { ConnectorError, type ConnectorErrorKind } from "@/lib/connectors/kit/connector-error";
import { checkPage, rememberCursors, startWalk, type WalkProgress } from "@/lib/connectors/kit/walk-guard";

/** What a provider can be told to do wrong; the demo's fakes know these words. */
export type ContractFault =
  | { readonly kind: "status"; readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  | { readonly kind: "hang" | "html" | "cutBody" | "emptyPage" | "repeatedCursor" | "duplicateIds" | "recordWithoutId" | "unknownStatus" };

/** A provider that can be made to fail, at the given page and as often as asked. */
export interface ContractProvider {
  failWith(fault: ContractFault, timing?: { atPage?: number; times?: number }): void;
  heal(): void;
  stop(): Promise<void>;
}

/** One connector with everything the suite needs to run it against something that speaks its format. */
export interface ContractSubject {
  readonly connector: Connector;
  readonly config: unknown;
  readonly secrets: Record<string, string>;
  /** Ids of everybody in the source, in any order; enough people for three pages or more. */
  readonly ids: readonly string[];
  readonly file?: UploadedFile;
  /** What it can do beyond reading the list; said here too, so that losing it is noticed. */
  readonly abilities: readonly ("changes" | "look-up")[];
  /** Where a source has no next link, an empty page is the end, and only its count says that somebody is missing. */
  readonly endsOnEmptyPage?: boolean;
  /** Absent for a connector that reads a file. */
  readonly provider?: ContractProvider;
}

const TIMEOUT_MS = 300;

/** Registers the tests that every connector has to pass; `start` runs once before them. */
export function describeContract(id: string, start: () => Promise<ContractSubject>, reads: ConnectorReads): void {
  describe(`the connector "${id}"`, () => {
    let started: ContractSubject | undefined;
    beforeAll(async () => {
      started = await start();
    });
    afterAll(async () => started?.provider?.stop());
    const subject = (): ContractSubject => {
      if (!started) throw new Error("The subject has not started.");
      return started;
    };
    testWalk(subject);
    testStatuses(subject);
    if (reads === "file") return;
    testCircles(subject);
    testBadRecords(subject);
    testLookUps(subject);
    testChanges(subject);
    testRefusals(subject);
  });
}

function testWalk(subject: () => ContractSubject): void {
  test("gives everybody once over its pages, and its last page has no cursor", async () => {
    const { pages, progress } = await walk(subject());
    expect(pages.length).toBeGreaterThan(2);
    expect(idsOf(pages)).toEqual([...subject().ids].sort());
    expect(pages.map(({ nextCursor }) => nextCursor !== undefined)).toEqual(pages.map((_, index) => index < pages.length - 1));
    expect(progress.incompleteBecause).toBeUndefined();
  });

  test("reads each page once", async () => {
    const { cursors } = await walk(subject());
    expect(new Set(cursors).size).toBe(cursors.length);
  });

  test("gives the same ids again, none of which is an e-mail address", async () => {
    const [first, second] = [await walk(subject()), await walk(subject())];
    expect(idsOf(second.pages)).toEqual(idsOf(first.pages));
    expect(idsOf(first.pages).filter((externalId) => externalId.includes("@"))).toEqual([]);
  });

  test("goes on from any page by its cursor alone", async () => {
    const { pages } = await walk(subject());
    const rest = await walk(subject(), pages[0]?.nextCursor);
    expect(idsOf([...pages.slice(0, 1), ...rest.pages])).toEqual(idsOf(pages));
  });

  test("checks with the very settings it reads with", async () => {
    const { summary, warnings } = await subject().connector.check(contextOf(subject()));
    expect(summary).not.toBe("");
    expect(warnings).toEqual([]);
  });
}

function testStatuses(subject: () => ContractSubject): void {
  test("knows every status word of its map, and keeps it beside ours", async () => {
    const { pages } = await walk(subject());
    const rules = new Map(subject().connector.manifest.statusMap.map(({ raw, status }) => [raw, status]));
    const accounts = pages.flatMap((page) => page.accounts);
    const met = new Map(accounts.map(({ rawStatus, status }) => [rawStatus, status]));
    expect([...met].map(([raw]) => [raw, rules.get(raw)])).toEqual([...met]);
    expect(new Set([...rules.values()]).has("UNKNOWN")).toBe(false);
    expect(met.size).toBeGreaterThan(1);
  });

  test("describes its form, its status map and its steps for the catalogue", () => {
    const { manifest, config, secrets } = subject().connector;
    const fields = [config, secrets].flatMap((schema) => Object.values(z.toJSONSchema(schema, { io: "input" }).properties ?? {}));
    for (const field of fields) expect(field).toMatchObject({ title: expect.any(String) as unknown, description: expect.any(String) as unknown });
    expect(new Set(manifest.statusMap.map(({ raw }) => raw)).size).toBe(manifest.statusMap.length);
    expect(manifest.setupSteps.length).toBeGreaterThan(0);
  });
}

function testCircles(subject: () => ContractSubject): void {
  test("goes on over an empty page with a next link in the middle of the list", async () => {
    const { pages } = await walkWith(subject(), { kind: "emptyPage" }, { atPage: 2, times: 1 });
    const { ids, endsOnEmptyPage } = subject();
    if (endsOnEmptyPage) expect(pages.at(-1)?.total).toBe(ids.length);
    else expect(idsOf(pages)).toEqual([...ids].sort());
  });

  test("fails where the list leads back to a page that was read, instead of ending there", async () => {
    const walking = walkWith(subject(), { kind: "repeatedCursor" }, { atPage: 2 });
    await expect(walking).rejects.toMatchObject({ kind: "UNEXPECTED_RESPONSE", message: expect.stringContaining("nobody is removed") as unknown });
  });
}

function testBadRecords(subject: () => ContractSubject): void {
  test("keeps a record without an id aside, loses nobody else, and proves no absence", async () => {
    const { pages, progress } = await walkWith(subject(), { kind: "recordWithoutId" }, { atPage: 1, times: 1 });
    const quarantined = pages.flatMap((page) => page.quarantined);
    expect(quarantined).toHaveLength(1);
    expect(quarantined[0]?.reason).toContain("A record without a usable id could not be read.");
    expect(idsOf(pages)).toHaveLength(subject().ids.length - 1);
    expect(progress.incompleteBecause).toContain("without a usable id");
  });

  test("takes a status word that nobody knows for UNKNOWN", async () => {
    const { pages } = await walkWith(subject(), { kind: "unknownStatus" }, { atPage: 1, times: 1 });
    const unknown = pages.flatMap((page) => page.accounts).filter(({ status }) => status === "UNKNOWN");
    expect(unknown).toHaveLength(1);
    expect(unknown[0]?.rawStatus).not.toBe("");
  });

  test("loses nobody where somebody is listed twice on a page", async () => {
    const { pages } = await walkWith(subject(), { kind: "duplicateIds" }, { atPage: 1, times: 1 });
    expect(new Set(idsOf(pages)).size).toBe(subject().ids.length);
  });
}

function testLookUps(subject: () => ContractSubject): void {
  test("says that a record is gone only where the source says so, if it can ask for one", async () => {
    const { connector, ids, secrets, abilities } = subject();
    expect(connector.getAccount !== undefined).toBe(abilities.includes("look-up"));
    if (connector.getAccount === undefined) return;
    const [id = ""] = ids;
    expect(await connector.getAccount(contextOf(subject()), id)).toMatchObject({ externalId: id });
    expect(await connector.getAccount(contextOf(subject()), "nobody-has-this-id")).toBeUndefined();
    const stranger = contextOf({ ...subject(), secrets: Object.fromEntries(Object.keys(secrets).map((field) => [field, "wrong"])) });
    await expect(connector.getAccount(stranger, id)).rejects.toMatchObject({ kind: "AUTH_REJECTED" });
  });
}

function testChanges(subject: () => ContractSubject): void {
  test("begins to read changes at a watermark that lists nobody, and goes on from there, if it can", async () => {
    const { changes } = subject().connector;
    expect(changes !== undefined).toBe(subject().abilities.includes("changes"));
    if (changes === undefined) return;
    const start = await changes.list(contextOf(subject()), undefined);
    expect(start).toMatchObject({ accounts: [], quarantined: [], watermark: expect.any(String) as unknown });
    expect(start.nextCursor).toBeUndefined();
    expect(await changes.list(contextOf(subject()), start.watermark)).toMatchObject({ quarantined: [], watermark: expect.any(String) as unknown });
  });
}

const REFUSALS: readonly (readonly [string, ContractFault, ConnectorErrorKind])[] = [
  ["401", { kind: "status", status: 401 }, "AUTH_REJECTED"],
  ["403", { kind: "status", status: 403 }, "SCOPE_MISSING"],
  ["404", { kind: "status", status: 404 }, "CONFIG_INVALID"],
  ["429", { kind: "status", status: 429, headers: { "retry-after": "7" } }, "RATE_LIMITED"],
  ["500", { kind: "status", status: 500 }, "SOURCE_UNAVAILABLE"],
  ["503", { kind: "status", status: 503 }, "SOURCE_UNAVAILABLE"],
  ["a redirect", { kind: "status", status: 302, headers: { location: "https://elsewhere.example/" } }, "CONFIG_INVALID"],
  ["a time-out", { kind: "hang" }, "SOURCE_UNAVAILABLE"],
  ["a body cut off", { kind: "cutBody" }, "SOURCE_UNAVAILABLE"],
  ["a web page", { kind: "html" }, "UNEXPECTED_RESPONSE"],
  ["an empty body", { kind: "status", status: 200, body: "" }, "UNEXPECTED_RESPONSE"],
  ["JSON of another form", { kind: "status", status: 200, body: '{"error":"maintenance"}' }, "UNEXPECTED_RESPONSE"],
  ["JSON that breaks off", { kind: "status", status: 200, body: '{"Resources":[{"id":' }, "SOURCE_UNAVAILABLE"],
];

function testRefusals(subject: () => ContractSubject): void {
  test.each(REFUSALS)("tells %s apart, in a walk and in a check, and shows no secret", async (_, fault, kind) => {
    const tried = [() => walkWith(subject(), fault, { atPage: 2 }), () => checkWith(subject(), fault)];
    for (const attempt of tried) {
      const error = await attempt().then(
        () => undefined,
        (caught: unknown) => caught,
      );
      expect(error).toBeInstanceOf(ConnectorError);
      expect(error).toMatchObject({ kind, ...(kind === "RATE_LIMITED" && { retryAfterMs: 7_000 }) });
      expectNoSecret(error, subject());
    }
  });

  test("tells a wrong credential in words, without the credential", async () => {
    const wrong = Object.fromEntries(Object.keys(subject().secrets).map((field) => [field, "wr0ng-S3cret/+="]));
    const other = { ...subject(), secrets: wrong };
    const error = await subject().connector.check(contextOf(other)).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ kind: "AUTH_REJECTED", message: expect.stringContaining("Reconnect") as unknown });
    expectNoSecret(error, other);
  });
}

function expectNoSecret(error: unknown, { secrets }: ContractSubject): void {
  const shown = error instanceof Error ? `${error.message} ${String(error.cause)} ${error.stack ?? ""} ${JSON.stringify(error)}` : "";
  const sent = Object.values(secrets).flatMap((secret) => [secret, encodeURIComponent(secret), Buffer.from(secret).toString("base64").replace(/.{3}=*$/, "")]);
  for (const secret of sent) expect(shown).not.toContain(secret);
}

interface Walked {
  readonly pages: readonly AccountPage[];
  readonly cursors: readonly (string | undefined)[];
  readonly progress: WalkProgress;
}

async function walkWith(subject: ContractSubject, fault: ContractFault, timing: { atPage?: number; times?: number }): Promise<Walked> {
  subject.provider?.failWith(fault, timing);
  try {
    return await walk(subject);
  } finally {
    subject.provider?.heal();
  }
}

async function checkWith(subject: ContractSubject, fault: ContractFault): Promise<unknown> {
  subject.provider?.failWith(fault);
  try {
    return await subject.connector.check(contextOf(subject));
  } finally {
    subject.provider?.heal();
  }
}

/** Reads page by page as the runtime does, with its guard, and throws what the guard refuses. */
async function walk(subject: ContractSubject, from?: string): Promise<Walked> {
  const context = contextOf(subject);
  const pages: AccountPage[] = [];
  const cursors: (string | undefined)[] = [];
  const seen = new Set<string>();
  const leadsBack = rememberCursors();
  let progress = startWalk({ pagesMax: 50 });
  for (let cursor = from; cursors.length === 0 || cursor !== undefined; cursor = pages.at(-1)?.nextCursor) {
    const page = await subject.connector.listAccounts(context, cursor);
    const before = seen.size;
    for (const { externalId } of page.accounts) seen.add(externalId);
    const verdict = checkPage(progress, page, { newIds: seen.size - before, leadsBack: leadsBack(cursor, page.nextCursor) });
    if (verdict.failure) throw verdict.failure;
    progress = verdict.progress;
    pages.push(page);
    cursors.push(cursor);
  }
  return { pages, cursors, progress };
}

/** Everything frozen, so that a connector which changes what it was given fails its tests. */
function contextOf({ connector, config, secrets, file }: ContractSubject): ConnectorContext<Record<string, unknown>> {
  const settings = { config: Object.freeze(connector.config.parse(config)), secrets: Object.freeze({ ...secrets }) };
  const frozen = file && Object.freeze({ ...file, mapping: Object.freeze({ ...file.mapping }) });
  return Object.freeze(connect(connector, settings, { allowPrivateTargets: true, timeoutMs: TIMEOUT_MS, file: frozen }));
}

const idsOf = (pages: readonly AccountPage[]): string[] => pages.flatMap((page) => page.accounts.map(({ externalId }) => externalId)).sort();
