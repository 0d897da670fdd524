import { afterEach, describe, expect, test } from "vitest";
import { type ContractSubject, contextOf, walkSubject } from "@/lib/connectors/kit/contract-subject";
import { describeContract } from "@/lib/connectors/kit/contract-suite";
import { parseColumns } from "@/lib/connectors/workday/columns";
import { startFixture, startWebServiceFixture } from "@/lib/connectors/workday/fixture";

describeContract("workday by a report", startFixture, "http");
describeContract("workday by its web service", startWebServiceFixture, "http");

describe("Workday's own traps", () => {
  const started: ContractSubject[] = [];
  afterEach(async () => {
    for (const { provider } of started.splice(0)) await provider?.stop();
  });
  const start = async (subject: Promise<ContractSubject>): Promise<ContractSubject> => {
    started.push(await subject);
    return subject;
  };

  test("takes a report without rows for nobody, and another body for no report", async () => {
    const subject = await start(startFixture(2));
    await subject.provider?.failWith({ kind: "status", status: 200, body: "{}" }, { times: 1 });
    expect(await subject.connector.listAccounts(contextOf(subject))).toMatchObject({ accounts: [], quarantined: [] });
    await subject.provider?.failWith({ kind: "status", status: 200, body: '{"message":"moved"}' }, { times: 1 });
    await expect(subject.connector.listAccounts(contextOf(subject))).rejects.toMatchObject({ kind: "UNEXPECTED_RESPONSE" });
  });

  test("reads the columns that the customer named, and warns where nobody who left is among the rows", async () => {
    const subject = await start(startFixture(1));
    const named = { ...subject, config: { ...(subject.config as object), columns: "externalId = Employee_ID\nstatus = Worker_Status\ndepartment = Cost_Center" } };
    const { accounts } = await subject.connector.listAccounts(contextOf(named));
    expect(accounts.map(({ profile }) => profile)).toEqual([{ department: "CC-100" }]);
    expect((await subject.connector.check(contextOf(subject))).warnings).toEqual([expect.stringContaining("Nobody who left is listed")]);
  });

  test("says what is wrong with a line of the mapping", () => {
    expect(() => parseColumns("externalId = A\nstatus = B\nphone = C")).toThrow('"phone = C" is not a line such as email = Email_Work');
    expect(() => parseColumns("email = A")).toThrow("Name the columns of externalId and of status");
  });

  test("tells what a fault of the web service means, all of which come with status 500", async () => {
    const subject = await start(startWebServiceFixture(2));
    for (const [reason, kind] of [["invalid username or password", "AUTH_REJECTED"], ["The task submitted is not authorized.", "SCOPE_MISSING"], ["Validation error occurred. Invalid request", "CONFIG_INVALID"], ["Internal error", "SOURCE_UNAVAILABLE"]] as const) {
      await subject.provider?.failWith({ kind: "status", status: 500, body: `<e:Fault><faultstring>${reason}</faultstring></e:Fault>` }, { times: 1 });
      await expect(subject.connector.listAccounts(contextOf(subject))).rejects.toMatchObject({ kind });
    }
  });

  test("reads the address at work, never the private one, and the organization people report in", async () => {
    const subject = await start(startWebServiceFixture(1));
    const { pages } = await walkSubject(subject);
    expect(pages[0]?.accounts[0]?.profile).toMatchObject({ email: expect.stringContaining("@synthetic.test") as unknown, department: expect.any(String) as unknown });
  });

  test("keeps the pages of one walk at one instant", async () => {
    const subject = await start(startWebServiceFixture(1_200));
    const first = await subject.connector.listAccounts(contextOf(subject));
    expect(JSON.parse(first.nextCursor ?? "")).toEqual({ page: 2, asOf: "2026-11-25T08:00:00.000Z" });
  });
});
