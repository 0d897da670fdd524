import { afterEach, describe, expect, test } from "vitest";
import { startFixture, startManagedFixture } from "@/lib/connectors/atlassian/fixture";
import { DirectoryUser } from "@/lib/connectors/atlassian/schema";
import { fromDirectory } from "@/lib/connectors/atlassian/transform";
import { type ContractSubject, contextOf, type StartFixture } from "@/lib/connectors/kit/contract-subject";
import { describeContract } from "@/lib/connectors/kit/contract-suite";

describeContract("atlassian", startFixture, "http");
describeContract("atlassian, managed accounts", startManagedFixture, "http");

describe("Atlassian's own traps", () => {
  let subject: ContractSubject | undefined;
  afterEach(async () => subject?.provider?.stop());
  const start = async (fixture: StartFixture) => (subject = await fixture(3));
  const answer = (next: string) => ({ kind: "status", status: 200, body: JSON.stringify({ data: [], links: { next } }) }) as const;

  test("follows a bare cursor and a whole address alike, whichever of its lists writes it", async () => {
    for (const fixture of [startFixture, startManagedFixture]) {
      const { connector, provider, ...rest } = await start(fixture);
      const origin = (rest.config as { apiUrl: string }).apiUrl;
      const read = async (next: string) => {
        await provider?.failWith(answer(next), { times: 1 });
        return (await connector.listAccounts(contextOf({ connector, provider: provider as NonNullable<typeof provider>, ...rest }))).nextCursor;
      };
      expect(await read("NTU3MDU4OmE4==")).toBe("NTU3MDU4OmE4==");
      expect(await read(`${origin}/admin/v1/orgs/x/users?cursor=NTU3MDU4OmE4%3D%3D`)).toBe("NTU3MDU4OmE4==");
      expect(await read("/admin/v1/orgs/x/users?cursor=abc")).toBe("abc");
      expect(await read("")).toBeUndefined();
      await provider?.stop();
    }
  });

  test.each(["https://elsewhere.example/admin/v1/orgs/x/users?cursor=abc", "//elsewhere.example/?cursor=abc", "/admin/v1/orgs/x/users"])(
    "never ends a list quietly at a link that leads elsewhere or nowhere: %s",
    async (next) => {
      const started = await start(startManagedFixture);
      await started.provider?.failWith(answer(next), { times: 1 });
      await expect(started.connector.listAccounts(contextOf(started))).rejects.toMatchObject({ kind: "UNEXPECTED_RESPONSE" });
    },
  );

  test.each([
    [{ accountStatus: "active", membershipStatus: "suspended" }, "SUSPENDED"],
    [{ accountStatus: "active", membershipStatus: "no_membership" }, "ACTIVE"],
    [{ accountStatus: "active", membershipStatus: "frozen" }, "UNKNOWN"],
    [{ accountStatus: "closed", membershipStatus: "active" }, "DEPROVISIONED"],
    [{ membershipStatus: "active" }, "UNKNOWN"],
  ])("reads %o as %s", (record, status) => {
    expect(fromDirectory(DirectoryUser.parse({ accountId: "1", ...record }), {})).toMatchObject({ status });
  });

  test("keeps apps apart from people", () => {
    expect(fromDirectory(DirectoryUser.parse({ accountId: "1", accountType: "app" }), {})).toMatchObject({ kind: "SERVICE" });
    expect(fromDirectory(DirectoryUser.parse({ accountId: "1", accountType: "customer" }), {})).toMatchObject({ kind: "HUMAN" });
  });
});
