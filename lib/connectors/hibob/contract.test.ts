import { afterEach, describe, expect, test } from "vitest";
import { startFakeHiBob, startFixture } from "@/lib/connectors/hibob/fixture";
import { HiBobPerson } from "@/lib/connectors/hibob/schema";
import { nest, toSourceAccount } from "@/lib/connectors/hibob/transform";
import { type ContractSubject, contextOf } from "@/lib/connectors/kit/contract-subject";
import { describeContract } from "@/lib/connectors/kit/contract-suite";

describeContract("hibob", startFixture, "http");

const read = (record: unknown) => toSourceAccount(HiBobPerson.parse(nest(record)), record);

describe("HiBob's own traps", () => {
  const started: ContractSubject[] = [];
  afterEach(async () => {
    for (const { provider } of started.splice(0)) await provider?.stop();
  });

  test("warns where a permission group hides those who left, since nobody then leaves but by going missing", async () => {
    const subject = await startFixture(6);
    const provider = await startFakeHiBob({ people: [{ key: "a", id: "1", status: "employed", email: "a@acme.test", givenName: "A", familyName: "B" }, { key: "c", id: "2", status: "terminated", email: "c@acme.test", givenName: "C", familyName: "D" }], seesLeavers: false });
    const narrow = { ...subject, config: { apiUrl: provider.url }, provider };
    started.push(subject, narrow);
    expect((await subject.connector.check(contextOf(narrow))).warnings).toEqual([expect.stringContaining("Nobody who left is listed")]);
  });

  test("shows words where HiBob has ids of lists, and never the ids", () => {
    expect(read({ id: "1", work: { department: "255456", title: "Chef" }, humanReadable: { work: { department: "Kitchen" } } }).profile).toEqual({ department: "Kitchen", title: "Chef" });
    expect(read({ id: "1", work: { department: "255456" } }).profile).toEqual({});
  });

  test("reads a flat answer like a nested one", () => {
    expect(read({ "/root/id": { value: "7" }, "/root/email": { value: "ada@acme.test" }, "/work/department": { value: "255456", humanReadable: "Kitchen" }, "/internal/lifecycleStatus": { value: "employed" } })).toMatchObject({
      externalId: "7",
      status: "ACTIVE",
      profile: { email: "ada@acme.test", department: "Kitchen" },
    });
  });

  test("judges employment by the lifecycle, not by the access to HiBob", () => {
    expect(read({ id: "1", internal: { status: "Inactive", lifecycleStatus: "Employed" } }).status).toBe("ACTIVE");
    expect(read({ id: "1", internal: { status: "Active", lifecycleStatus: "Garden leave" } }).status).toBe("SUSPENDED");
  });
});
