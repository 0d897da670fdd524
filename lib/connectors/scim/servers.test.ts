import { afterEach, describe, expect, test } from "vitest";
import { startFakeScim } from "@/demo/fake-scim";
import type { FakeProvider } from "@/demo/fake-provider";
import { peopleInEveryStatus } from "@/demo/synthetic-people";
import { describeContract } from "@/lib/connectors/kit/contract-suite";
import { type ContractSubject, contextOf, idsOf, walkSubject } from "@/lib/connectors/kit/contract-subject";
import { register } from "@/lib/connectors/kit/register";
import { scim } from "@/lib/connectors/scim";

const TOKEN = "s3cr3t/T0ken+with=signs";
const CLIENT = { id: "scim-reader", secret: "s3cr3t:With/special+chars=", scope: "scim.read" };

type Traits = Omit<Parameters<typeof startFakeScim>[0], "port" | "people" | "token">;
type Settings = Pick<ContractSubject, "secrets"> & { config?: Record<string, unknown> };

let started: FakeProvider | undefined;
afterEach(async () => {
  await started?.stop();
  started = undefined;
});

async function startWith(traits: Traits, { config, secrets }: Settings = { secrets: { token: TOKEN } }, count = 450) {
  const people = peopleInEveryStatus(count, ["true", "false"], (index) => `u-${String(index)}`);
  const provider = await startFakeScim({ port: 0, people, token: TOKEN, ...traits });
  return {
    connector: register(scim),
    config: { baseUrl: provider.url, ...config },
    secrets,
    ids: people.map(({ id }) => id),
    abilities: ["changes", "look-up"] as const,
    provider,
  } satisfies ContractSubject;
}

const start = async (...given: Parameters<typeof startWith>) => {
  const subject = await startWith(...given);
  started = subject.provider;
  return subject;
};

// A server that pages by cursor, behind OAuth client credentials.
describeContract(
  "scim",
  async () => {
    const subject = await startWith({ cursors: "honoured", client: CLIENT }, { secrets: { clientSecret: CLIENT.secret } });
    const tokenUrl = new URL("/oauth2/token", subject.provider.url).href;
    return { ...subject, config: { ...subject.config, auth: "oauth2", clientId: CLIENT.id, scope: CLIENT.scope, tokenUrl }, fetchesTokens: true };
  },
  "http",
);

describe("A SCIM server's ways", () => {
  const isToldChanges = async (traits: Traits): Promise<boolean> => {
    const subject = await start(traits, undefined, 5);
    return (await subject.connector.changes?.list(contextOf(subject), undefined))?.watermark !== undefined;
  };

  test("lets in by user name and password, with a colon in the password too", async () => {
    const password = "s3cr3t:pässword";
    const authorization = `Basic ${Buffer.from(`reader:${password}`).toString("base64")}`;
    const subject = await start({ authorization }, { config: { auth: "basic", username: "reader" }, secrets: { password } }, 5);
    expect((await walkSubject(subject)).progress.accounts).toBe(5);
  });

  test.each([
    [{ auth: "basic" }, { password: "x" }, "user name"],
    [{ auth: "bearer" }, { password: "x" }, "bearer token"],
    [{ auth: "oauth2", clientId: "x" }, { clientSecret: "x" }, "token address"],
  ])("names what %j lacks, before anything is sent", async (config, secrets, what) => {
    const subject = await start({}, { config, secrets }, 1);
    await expect(walkSubject(subject)).rejects.toMatchObject({ kind: "AUTH_REJECTED", message: expect.stringContaining(what) as unknown });
    expect(subject.provider.requests).toEqual([]);
  });

  test("is asked for cursors where it says that it has them", async () => {
    const subject = await start({ cursors: "honoured" });
    await walkSubject(subject);
    expect(subject.provider.requests.filter((request) => request.includes("startIndex"))).toEqual([]);
  });

  test("loses nobody where somebody is deleted while it is read by cursor", async () => {
    const subject = await start({ cursors: "honoured" });
    const first = await subject.connector.listAccounts(contextOf(subject));
    subject.provider.remove("u-0");
    const rest = await walkSubject(subject, first.nextCursor);
    expect(idsOf([first, ...rest.pages])).toEqual([...subject.ids].sort());
  });

  test("is read by index where it only claims to know cursors", async () => {
    const subject = await start({ cursors: "claimed" });
    expect(idsOf((await walkSubject(subject)).pages)).toEqual([...subject.ids].sort());
  });

  test("that forgot its cursor fails the walk, and nobody is removed", async () => {
    const subject = await start({ cursors: "honoured" });
    const gone = JSON.stringify({ by: "cursor", cursor: Buffer.from("u-of-yesterday 0").toString("base64url") });
    await expect(walkSubject(subject, gone)).rejects.toMatchObject({ kind: "UNEXPECTED_RESPONSE", message: expect.stringContaining("forgotten the place") as unknown });
  });

  test("is asked for changes where it honours meta.lastModified", async () => {
    const subject = await start({}, undefined, 5);
    const watermark = (await subject.connector.changes?.list(contextOf(subject), undefined))?.watermark;
    subject.provider.setStatus("u-2", "false");
    const changed = await subject.connector.changes?.list(contextOf(subject), watermark);
    expect(changed?.accounts).toMatchObject([{ externalId: "u-2", status: "DEPROVISIONED" }]);
  });

  test("is not asked for changes where its users carry no date, since it then answers that nobody changed", async () => {
    expect(await isToldChanges({ filters: "without-dates" })).toBe(false);
  });

  test("is not asked for changes where it leaves filters unread", async () => {
    expect(await isToldChanges({ filters: "unread" })).toBe(false);
  });
});
