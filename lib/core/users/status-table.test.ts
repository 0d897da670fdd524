import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { AccountStatus } from "@/lib/core/accounts";
import { IntegrationId } from "@/lib/core/ids";
import { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { standingOf } from "./account-standing";
import { resolveStatus } from "./resolve-status";

const FIRST = IntegrationId.parse("00000000-0000-4000-8000-000000000001");
const SECOND = IntegrationId.parse("00000000-0000-4000-8000-000000000002");

const policyOf = {
  "first listed": SourceOfTruthPolicy.parse({ userSources: [{ integrationId: FIRST }, { integrationId: SECOND }] }),
  "most restrictive": SourceOfTruthPolicy.parse({ statusPolicy: "most-restrictive", userSources: [{ integrationId: FIRST }, { integrationId: SECOND }] }),
  "first listed, the second may only restrict": SourceOfTruthPolicy.parse({
    userSources: [{ integrationId: FIRST }, { integrationId: SECOND, status: "may-only-restrict" }],
  }),
};

const STATUS_OF: Record<string, AccountStatus> = {
  active: "ACTIVE", staged: "STAGED", suspended: "SUSPENDED", archived: "ARCHIVED", deprovisioned: "DEPROVISIONED", "an unknown word": "UNKNOWN",
};

/** What a cell of the first two columns says of the person there. */
const accountIn = (integrationId: IntegrationId, word: string) =>
  word === "never had them"
    ? []
    : [{ accountId: integrationId, integrationId, externalId: "1", kind: "UNKNOWN" as const, rawStatus: word, profile: {}, isPresent: word !== "gone", status: STATUS_OF[word] ?? "ACTIVE" }];

const rows = readFileSync("docs/status-policies.md", "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| The first") && !line.startsWith("|-"))
  .map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim()));

describe("the truth table of status policies in docs/status-policies.md", () => {
  it("has a row for every pair of what two sources can say", () => {
    const words = [...Object.keys(STATUS_OF), "gone", "never had them"];
    const pairs = words.flatMap((first) => words.map((second) => `${first} + ${second}`)).filter((pair) => pair !== "never had them + never had them");
    expect(rows.map(([first = "", second = ""]) => `${first} + ${second}`).toSorted()).toEqual(pairs.toSorted());
  });

  const cells = rows.flatMap(([first = "", second = "", ...results]) =>
    Object.entries(policyOf).map(([name, policy], column) => [first, second, name, results[column] ?? "", policy] as const),
  );
  it.each(cells)("%s, %s, by %s: %s", (first, second, _, expected, policy) => {
    const standings = [...accountIn(FIRST, first), ...accountIn(SECOND, second)].map((account) => standingOf(policy, account));
    expect(resolveStatus(policy, standings)?.employeeStatus ?? "keeps, or STAGED").toBe(expected);
  });
});
