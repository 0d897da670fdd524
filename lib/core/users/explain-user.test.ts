import { describe, expect, it } from "vitest";
import type { AccountStatus } from "@/lib/core/accounts";
import { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import type { EvidenceAccount } from "./account-standing";
import { explainUser } from "./explain-user";
import type { OverrideInForce, UserValues } from "./resolve-user";

const [A, B, C] = ["00000000-0000-4000-8000-00000000000a", "00000000-0000-4000-8000-00000000000b", "00000000-0000-4000-8000-00000000000c"] as const;
const NOW = new Date("2026-11-24T12:00:00Z");

const person = (accountId: string, integrationId: string, more: Partial<EvidenceAccount> & { profile?: Record<string, string> } = {}): EvidenceAccount => {
  const status: AccountStatus = more.status ?? "ACTIVE";
  return { accountId, integrationId, externalId: accountId, kind: "HUMAN", isPresent: true, status, rawStatus: status.toLowerCase(), profile: {}, ...more };
};

const sources = (...ids: string[]) => ids.map((integrationId) => ({ integrationId }));

function explain(
  draft: Record<string, unknown>,
  accounts: readonly EvidenceAccount[],
  { field = "title", overrides = [], current, without }: { field?: string; overrides?: OverrideInForce[]; current?: UserValues; without?: string } = {},
) {
  const policy = SourceOfTruthPolicy.parse(draft);
  const { fields } = explainUser(current, accounts, { policy, overrides, now: NOW }, { without });
  const found = fields.find((candidate) => candidate.field === field);
  if (found === undefined) throw new Error(`Nothing is said of ${field}.`);
  const { value, rule, winner, losers } = found;
  return { value, rule, winner: winner?.account.accountId ?? null, losers: Object.fromEntries(losers.map(({ account, because }) => [account.accountId, because])), ranks: losers.map(({ rank }) => rank) };
}

const title = (value: string) => ({ profile: { title: value } });

describe("a field says who gave it and why everybody else did not", () => {
  it("asks the sources in order: a blank is no opinion, one further down loses by rank", () => {
    const found = explain({ userSources: sources(A, B, C) }, [person("c", C, title("CFO")), person("b", B, title("CSM")), person("a", A)]);
    expect(found).toMatchObject({ value: "CSM", rule: "first-listed", winner: "b", losers: { a: "blank", c: "lower-rank" } });
  });

  it("follows the field's own order, with places as people count them, and says who is not in it", () => {
    const userSources = sources(A, B);
    const order = { integrationIds: [C, B], fallback: false };
    const accounts = [person("a", A, title("One")), person("b", B, title("Two")), person("c", C, title("Three"))];
    expect(explain({ userSources, fieldOrders: { title: order } }, accounts)).toMatchObject({ value: "Three", rule: "field-order", winner: "c", losers: { a: "not-in-order", b: "lower-rank" } });
    const withFallback = explain({ userSources, fieldOrders: { title: { ...order, fallback: true } } }, accounts);
    expect(withFallback.ranks).toEqual([2, 3]);
    expect(explain({ userSources: sources(A) }, accounts)).toMatchObject({ winner: "a", losers: { b: "not-a-source", c: "not-a-source" } });
  });

  it("tells an authoritative empty from no opinion", () => {
    const fieldOrders = { title: { integrationIds: [A], blankIsEmpty: [A] } };
    expect(explain({ userSources: sources(A, B), fieldOrders }, [person("a", A), person("b", B, title("CSM"))])).toMatchObject({ value: null, rule: "authoritative-empty", winner: "a", losers: { b: "lower-rank" } });
  });

  it("says of every account without a say what keeps it from having one", () => {
    const userSources = [{ integrationId: A, filter: { effect: "exclude", conditions: [{ field: "title", operator: "is", value: "ceo" }] } }, { integrationId: B, isEnabled: false }, { integrationId: C }];
    const accounts = [
      person("filtered", A, title("CEO")), person("disabled", B, title("CSM")), person("service", C, { kind: "SERVICE", ...title("Bot") }),
      person("gone", C, { isPresent: false, ...title("CSM") }), person("old", C, { status: "SUSPENDED", ...title("Old") }), person("new", C, title("New")),
    ];
    expect(explain({ userSources }, accounts)).toMatchObject({
      value: "New", winner: "new",
      losers: { filtered: "filtered-out", disabled: "disabled", service: "service-account", gone: "missing", old: "second-account" },
    });
  });

  it("shows below an override what the sources would have said", () => {
    const overrides = [{ id: "o", field: "title", value: "Chief" }];
    expect(explain({ userSources: sources(A, B) }, [person("a", A, title("One")), person("b", B, title("Two"))], { overrides })).toMatchObject({ value: "Chief", rule: "override", winner: null, losers: { a: "overridden", b: "lower-rank" } });
  });

  it("reads a field of the Organization's own from where the policy says", () => {
    const customFields = [{ key: "cost", label: "Cost center", from: [{ integrationId: B, attribute: "cost" }] }];
    const accounts = [person("a", A), person("b", B, { profile: { "custom.cost": "17" } })];
    expect(explain({ userSources: sources(A, B), customFields }, accounts, { field: "custom.cost" })).toMatchObject({ value: "17", rule: "custom-field", winner: "b", losers: { a: "not-in-order" } });
  });

  it("keeps the last value where nobody says anything any more", () => {
    const current: UserValues = { employeeStatus: "ACTIVE", profile: { title: "CSM" }, provenance: {}, isSourceless: false };
    expect(explain({ userSources: sources(A) }, [person("a", A)], { current })).toMatchObject({ value: "CSM", rule: "kept", winner: null, losers: { a: "blank" } });
  });

  it("answers what would be if a source were gone", () => {
    const accounts = [person("a", A, title("One")), person("b", B, title("Two"))];
    expect(explain({ userSources: sources(A, B) }, accounts, { without: A })).toMatchObject({ value: "Two", winner: "b", losers: { a: "left-out" } });
  });
});

describe("the status says which rule decided", () => {
  const status = (accounts: readonly EvidenceAccount[], more: object = {}, options: Parameters<typeof explain>[2] = {}) =>
    explain({ userSources: sources(A, B, C), ...more }, accounts, { field: "employeeStatus", ...options });

  it("first listed, with an unknown word as no opinion", () => {
    expect(status([person("a", A, { status: "UNKNOWN" }), person("b", B), person("c", C, { status: "SUSPENDED" })])).toMatchObject({
      value: "ACTIVE", rule: "first-listed", winner: "b", losers: { a: "unknown-word", c: "lower-rank" },
    });
  });

  it("most restrictive", () => {
    expect(status([person("a", A), person("b", B, { status: "SUSPENDED" })], { statusPolicy: "most-restrictive" })).toMatchObject({
      value: "SUSPENDED", rule: "most-restrictive", winner: "b", losers: { a: "less-restrictive" },
    });
  });

  it("a source that may only restrict: its active is no opinion, its suspended holds", () => {
    const userSources = [{ integrationId: A }, { integrationId: B, status: "may-only-restrict" }];
    expect(status([person("a", A), person("b", B)], { userSources })).toMatchObject({ value: "ACTIVE", winner: "a", losers: { b: "may-only-restrict" } });
    expect(status([person("a", A), person("b", B, { status: "SUSPENDED" })], { userSources })).toMatchObject({ value: "SUSPENDED", rule: "may-only-restrict", winner: "b", losers: { a: "less-restrictive" } });
    expect(status([person("a", A, { status: "ARCHIVED" }), person("b", B, { status: "SUSPENDED" })], { userSources })).toMatchObject({ value: "INACTIVE", rule: "first-listed", winner: "a", losers: { b: "less-restrictive" } });
  });

  it("absence, once every source that had the person returns them no more", () => {
    expect(status([person("a", A, { isPresent: false }), person("b", B, { isPresent: false })])).toMatchObject({ value: "INACTIVE", rule: "absence", winner: "a", losers: { b: "missing" } });
    expect(status([person("a", A, { isPresent: false }), person("b", B)])).toMatchObject({ value: "ACTIVE", rule: "first-listed", winner: "b", losers: { a: "missing" } });
  });

  it("a date, with the account that gives it, over what the sources say", () => {
    const dated = [person("a", A), person("b", B, { profile: { endDate: "2026-11-01" } })];
    expect(status(dated)).toMatchObject({ value: "INACTIVE", rule: "end-date", winner: "b", losers: { a: "date" } });
    expect(status([person("a", A, { profile: { startDate: "2027-01-01" } })])).toMatchObject({ value: "STAGED", rule: "start-date", winner: "a", losers: {} });
    expect(status(dated, { datesDecide: false })).toMatchObject({ value: "ACTIVE", rule: "first-listed", winner: "a" });
  });

  it("an override over all of it", () => {
    const overrides = [{ id: "o", field: "employeeStatus", value: "SUSPENDED" }];
    expect(status([person("a", A), person("b", B)], {}, { overrides })).toMatchObject({ value: "SUSPENDED", rule: "override", winner: null, losers: { a: "overridden", b: "lower-rank" } });
  });

  it("nothing: an existing User keeps the status, a new one starts staged", () => {
    const current: UserValues = { employeeStatus: "SUSPENDED", profile: {}, provenance: {}, isSourceless: false };
    expect(status([person("a", A, { status: "UNKNOWN" })], {}, { current })).toMatchObject({ value: "SUSPENDED", rule: "kept", winner: null });
    expect(status([person("a", A, { status: "UNKNOWN" })])).toMatchObject({ value: "STAGED", rule: "default", winner: null });
  });
});
