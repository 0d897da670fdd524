import { afterEach, describe, expect, test } from "vitest";
import { type ContractSubject, contextOf, walkSubject } from "@/lib/connectors/kit/contract-subject";
import { describeContract } from "@/lib/connectors/kit/contract-suite";
import { startDescribedFixture, startFakeRippling, startFixture } from "@/lib/connectors/rippling/fixture";

describeContract("rippling", startFixture, "http");
describeContract("rippling by its older API", startDescribedFixture, "http");

describe("Rippling's own traps", () => {
  const started: ContractSubject[] = [];
  afterEach(async () => {
    for (const { provider } of started.splice(0)) await provider?.stop();
  });
  const start = async (subject: Promise<ContractSubject>): Promise<ContractSubject> => {
    started.push(await subject);
    return subject;
  };

  test.each([["current", startFixture], ["older", startDescribedFixture]] as const)("never keeps birthdays, descent, social security numbers or private addresses of the %s API", async (_, startOne) => {
    const subject = await start(startOne(3));
    const { accounts } = await subject.connector.listAccounts(contextOf(subject));
    expect(accounts).toHaveLength(3);
    expect(JSON.stringify(accounts)).not.toMatch(/1990-05-05|race|ssn|dob|date_of_birth|private@example/);
  });

  test("says which fields the token may not read, and takes them for no opinion", async () => {
    const subject = await start(startFixture(3));
    const provider = await startFakeRippling({ people: [{ key: "ada", id: "w1", status: "ACTIVE", email: "ada@acme.test", givenName: "Ada", familyName: "L" }], redacted: ["title"] });
    const narrow = { ...subject, config: { api: "rest", apiUrl: provider.url }, provider };
    started.push(narrow);
    expect((await subject.connector.check(contextOf(narrow))).warnings).toEqual([expect.stringContaining("may not read: title")]);
    const [account] = (await subject.connector.listAccounts(contextOf(narrow))).accounts;
    expect(account?.profile).not.toHaveProperty("title");
  });

  test("proves no absence where places shift while the older list is read", async () => {
    const subject = await start(startDescribedFixture(250));
    const first = await subject.connector.listAccounts(contextOf(subject));
    const [gone] = subject.ids;
    (subject.provider as unknown as { remove: (key: string) => void }).remove(gone ?? "");
    const { progress } = await walkSubject(subject, first.nextCursor);
    expect(progress.incompleteBecause).toContain("moved");
  });
});
