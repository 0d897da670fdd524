import { expect, test } from "vitest";
import { ConnectorError, type ConnectorErrorKind } from "@/lib/connectors/kit/connector-error";
import { type ContractFault, type ContractSubject, contextOf, type FaultTiming, idsOf, type SocketFault, type Walked, walkSubject } from "@/lib/connectors/kit/contract-subject";

export function testCircles(subject: () => ContractSubject): void {
  test("goes on over an empty page with a next link in the middle of the list", async () => {
    if (!canHappen(subject(), "emptyPage")) return;
    const { pages } = await walkWith(subject(), { kind: "emptyPage" }, { atPage: 2, times: 1 });
    const { ids, endsOnEmptyPage } = subject();
    if (endsOnEmptyPage) expect(pages.at(-1)?.total).toBe(ids.length);
    else expect(idsOf(pages)).toEqual([...ids].sort());
  });

  test("fails where the list leads back to a page that was read, instead of ending there", async () => {
    if (!canHappen(subject(), "repeatedCursor")) return;
    const walking = walkWith(subject(), { kind: "repeatedCursor" }, { atPage: 2 });
    await expect(walking).rejects.toMatchObject({ kind: "UNEXPECTED_RESPONSE", message: expect.stringContaining("nobody is removed") as unknown });
  });

  test("loses nobody where somebody is listed twice on a page", async () => {
    if (!canHappen(subject(), "duplicateIds")) return;
    const { pages } = await walkWith(subject(), { kind: "duplicateIds" }, { atPage: 1, times: 1 });
    expect(new Set(idsOf(pages)).size).toBe(subject().ids.length);
  });
}

export function testBadRecords(subject: () => ContractSubject): void {
  test("keeps a record without an id aside, loses nobody else, and proves no absence", async () => {
    if (!canHappen(subject(), "recordWithoutId")) return;
    const { pages, progress } = await walkWith(subject(), { kind: "recordWithoutId" }, { atPage: 1, times: 1 });
    const quarantined = pages.flatMap((page) => page.quarantined);
    expect(quarantined).toHaveLength(1);
    expect(quarantined[0]?.reason).toContain("A record without a usable id could not be read.");
    expect(idsOf(pages)).toHaveLength(subject().ids.length - 1);
    expect(progress.incompleteBecause).toContain("without a usable id");
  });

  test("takes a status word that nobody knows for UNKNOWN", async () => {
    if (!canHappen(subject(), "unknownStatus")) return;
    const { pages } = await walkWith(subject(), { kind: "unknownStatus" }, { atPage: 1, times: 1 });
    const unknown = pages.flatMap((page) => page.accounts).filter(({ status }) => status === "UNKNOWN");
    expect(unknown).toHaveLength(1);
    expect(unknown[0]?.rawStatus).not.toBe("");
  });

  test("takes a number for an id, and writes it as a person would", async () => {
    if (!canHappen(subject(), "numberId")) return;
    const { pages } = await walkWith(subject(), { kind: "numberId" }, { atPage: 1, times: 1 });
    expect(idsOf(pages)).toHaveLength(subject().ids.length);
    expect(idsOf(pages)).toContain("900719925474099");
  });
}

type Refusal = readonly [name: string, fault: ContractFault, kind: ConnectorErrorKind];

const REFUSALS: readonly Refusal[] = [
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

export function testRefusals(subject: () => ContractSubject): void {
  test.each(REFUSALS)("tells %s apart, in a walk and in a check, and shows no secret", async (name, fault, kind) => {
    const meant = subject().meaning?.[name] ?? kind;
    await expectFailure(subject(), () => walkWith(subject(), fault, { atPage: subject().onePage ? 1 : 2 }), meant);
    await expectFailure(subject(), () => checkWith(subject(), fault), meant);
  });
}

/** As RFC 6749 writes a refusal: the status alone would be taken for a broken address. */
const TOKEN_REFUSALS: readonly Refusal[] = [
  ...REFUSALS.filter(([, fault]) => fault.kind !== "status" || fault.status !== 302),
  ["a client that is unknown", { kind: "status", status: 400, body: '{"error":"invalid_client"}' }, "AUTH_REJECTED"],
  ["a grant that was withdrawn", { kind: "status", status: 400, body: '{"error":"invalid_grant","error_description":"s3cr3t"}' }, "AUTH_REJECTED"],
  ["a scope that was not granted", { kind: "status", status: 400, body: '{"error":"invalid_scope"}' }, "SCOPE_MISSING"],
];

export function testTokenRefusals(subject: () => ContractSubject): void {
  test.each(TOKEN_REFUSALS)("tells %s apart where it asks for its token", async (name, fault, kind) => {
    if (!subject().fetchesTokens) return;
    const meant = subject().meaning?.[`token: ${name}`] ?? kind;
    await expectFailure(subject(), () => walkWith(subject(), fault, { where: "token" }), meant);
    await expectFailure(subject(), () => checkWith(subject(), fault, { where: "token" }), meant);
  });
}

const SOCKET_FAILURES: readonly (readonly [name: string, how: SocketFault, kind: ConnectorErrorKind])[] = [
  ["a server that is not there", "unreachable", "SOURCE_UNAVAILABLE"],
  ["a server that does not answer", "silent", "SOURCE_UNAVAILABLE"],
  ["an account that may not read people", "denied", "SCOPE_MISSING"],
];

export function testSocketFailures(subject: () => ContractSubject): void {
  test.each(SOCKET_FAILURES)("tells %s apart, in a walk and in a check, and shows no secret", async (name, how, kind) => {
    const { provider, meaning, connector } = subject();
    if (!canHappen(subject(), how)) return;
    if (provider?.breakConnection === undefined) throw new Error("A provider that speaks no HTTP needs breakConnection, or says in cannotHappen why it cannot fail so.");
    await provider.breakConnection(how);
    try {
      await expectFailure(subject(), () => walkSubject(subject()), meaning?.[name] ?? kind);
      await expectFailure(subject(), async () => connector.check(contextOf(subject())), meaning?.[name] ?? kind);
    } finally {
      await provider.heal();
    }
  }, 60_000);
}

export function testWrongCredentials(subject: () => ContractSubject): void {
  test("tells a wrong credential in words, without the credential", async () => {
    const { secrets, wrongSecrets } = subject();
    if (Object.keys(secrets).length === 0) return;
    const wrong = wrongSecrets ?? Object.fromEntries(Object.keys(secrets).map((field) => [field, "wr0ng-S3cret/+="]));
    const other = { ...subject(), secrets: wrong };
    await expectFailure(other, () => walkSubject(other), "AUTH_REJECTED");
    await expectFailure(other, async () => other.connector.check(contextOf(other)), "AUTH_REJECTED");
  });
}

async function expectFailure(subject: ContractSubject, attempt: () => Promise<unknown>, kind: ConnectorErrorKind): Promise<void> {
  const error = await attempt().then(
    () => undefined,
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(ConnectorError);
  expect(error).toMatchObject({ kind, ...(kind === "RATE_LIMITED" && { retryAfterMs: 7_000 }) });
  expectNoSecret(error, subject);
}

function expectNoSecret(error: unknown, { secrets }: ContractSubject): void {
  const shown = error instanceof Error ? `${error.message} ${String(error.cause)} ${error.stack ?? ""} ${JSON.stringify(error)}` : "";
  const sent = Object.values(secrets)
    .filter((secret) => secret !== "")
    .flatMap((secret) => [secret, encodeURIComponent(secret), Buffer.from(secret).toString("base64").replace(/.{3}=*$/, "")]);
  for (const secret of sent) expect(shown).not.toContain(secret);
}

const canHappen = ({ cannotHappen, onePage }: ContractSubject, kind: ContractFault["kind"] | SocketFault): boolean =>
  cannotHappen?.[kind] === undefined && !(onePage && (kind === "emptyPage" || kind === "repeatedCursor"));

async function walkWith(subject: ContractSubject, fault: ContractFault, timing: FaultTiming = {}): Promise<Walked> {
  await subject.provider?.failWith(fault, timing);
  try {
    return await walkSubject(subject);
  } finally {
    await subject.provider?.heal();
  }
}

async function checkWith(subject: ContractSubject, fault: ContractFault, timing: FaultTiming = {}): Promise<unknown> {
  await subject.provider?.failWith(fault, timing);
  try {
    return await subject.connector.check(contextOf(subject));
  } finally {
    await subject.provider?.heal();
  }
}
