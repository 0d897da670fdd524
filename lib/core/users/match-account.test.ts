import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MATCHING_KEYS, type SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { decideMatch, foldPlusTag, type KnownPerson, type UnlinkedAccount } from "./match-account";

type Rules = SourceOfTruthPolicy["matching"];
const all: Rules = { keys: [...MATCHING_KEYS], foldPlusTags: false };
const account = (fields: Partial<UnlinkedAccount>): UnlinkedAccount => ({ status: "ACTIVE", aliases: [], ...fields });
const person = (userId: string, fields: Partial<KnownPerson>): KnownPerson => ({ userId, employeeNumbers: [], emails: [], aliases: [], isLeaver: false, ...fields });

const bo = person("bo", { employeeNumbers: ["1"], emails: ["bo@x.test"], aliases: ["b@x.test"], givenName: "Bo", familyName: "Berg" });
const zoe = person("zoe", { employeeNumbers: ["2"], emails: ["zoe@x.test"], givenName: "Zoe", familyName: "Zim" });

describe("whose an account is (DOMAIN rule 16)", () => {
  it.each([
    ["by its employee number", account({ employeeNumber: "1" }), { kind: "link", userId: "bo", rule: "employee-number" }],
    ["by its e-mail", account({ email: "bo@x.test" }), { kind: "link", userId: "bo", rule: "email" }],
    ["by its e-mail as somebody's alias", account({ email: "b@x.test" }), { kind: "link", userId: "bo", rule: "alias" }],
    ["by one of its aliases", account({ aliases: ["?@x.test", "zoe@x.test"] }), { kind: "link", userId: "zoe", rule: "alias" }],
    ["nobody's, without a key", account({}), { kind: "nobody" }],
    ["nobody's, with keys that nobody has", account({ email: "new@x.test", employeeNumber: "9" }), { kind: "nobody" }],
    ["doubtful, with the keys of two people", account({ employeeNumber: "1", email: "zoe@x.test" }), { kind: "review", reason: "number-and-email-disagree", userIds: ["bo", "zoe"] }],
    ["doubtful, with the e-mail of somebody of another number", account({ employeeNumber: "9", email: "bo@x.test" }), { kind: "review", reason: "other-employee-number", userIds: ["bo"] }],
    ["doubtful, with aliases of two people", account({ aliases: ["bo@x.test", "zoe@x.test"] }), { kind: "review", reason: "ambiguous", userIds: ["bo", "zoe"] }],
    ["doubtful, with the number of somebody of another name and e-mail", account({ employeeNumber: "1", email: "z@x.test", givenName: "Zoe", familyName: "Zim" }), { kind: "review", reason: "other-person-same-number", userIds: ["bo"] }],
    ["somebody's with a new family name", account({ employeeNumber: "1", email: "new@x.test", givenName: "Bo", familyName: "New" }), { kind: "link", userId: "bo", rule: "employee-number" }],
  ])("%s", (_, given, expected) => {
    expect(decideMatch(given, [bo, zoe], all)).toEqual(expected);
  });

  it("asks before it gives a leaver's address to somebody of another name, and not for the one who comes back", () => {
    const left = { ...bo, employeeNumbers: [], isLeaver: true };
    expect(decideMatch(account({ email: "bo@x.test", givenName: "Boris", familyName: "Berg" }), [left], all)).toMatchObject({ reason: "address-of-a-leaver" });
    expect(decideMatch(account({ email: "bo@x.test", givenName: "BO", familyName: "Berg" }), [left], all)).toMatchObject({ kind: "link" });
  });

  it("knows only the keys of the policy: without numbers, another number is no doubt either", () => {
    expect(decideMatch(account({ employeeNumber: "9", email: "bo@x.test" }), [bo], { ...all, keys: ["email"] })).toMatchObject({ kind: "link", rule: "email" });
    expect(decideMatch(account({ employeeNumber: "1" }), [bo], { ...all, keys: ["email"] })).toEqual({ kind: "nobody" });
  });

  it("folds plus tags where the policy says so, on both sides, and never the whole local part", () => {
    const folding = { ...all, foldPlusTags: true };
    expect(decideMatch(account({ email: "bo+a@x.test" }), [bo], all)).toEqual({ kind: "nobody" });
    expect(decideMatch(account({ email: "bo+a@x.test" }), [person("bo", { emails: ["bo+b@x.test"] })], folding)).toMatchObject({ kind: "link" });
    expect(foldPlusTag("+a@x.test")).toBe("+a@x.test");
    expect(foldPlusTag("a+b+c@x.test")).toBe("a@x.test");
  });
});

describe("what people decided (DOMAIN rule 17)", () => {
  it("counts before every key", () => {
    expect(decideMatch(account({ employeeNumber: "1" }), [bo, zoe], all, { linkTo: "zoe" })).toEqual({ kind: "link", userId: "zoe", rule: "person" });
  });
  it("takes a person out of question, and with them every doubt about them", () => {
    expect(decideMatch(account({ employeeNumber: "1", email: "zoe@x.test" }), [bo, zoe], all, { never: ["bo"] })).toMatchObject({ kind: "review", userIds: ["zoe"] });
    expect(decideMatch(account({ email: "bo@x.test" }), [bo], all, { never: ["bo"] })).toEqual({ kind: "nobody" });
  });
});

describe("the machine never guesses", () => {
  const some = <T>(values: fc.Arbitrary<T>) => fc.uniqueArray(values, { maxLength: 2 });
  const email = fc.constantFrom("a@x.test", "b@x.test", "a+1@x.test", "c@x.test");
  const number = fc.constantFrom("1", "2", "3");
  const name = fc.option(fc.constantFrom("Ada", "Bo"), { nil: undefined });
  const people = fc
    .array(fc.record({ employeeNumbers: some(number), emails: some(email), aliases: some(email), isLeaver: fc.boolean(), givenName: name, familyName: name }), { maxLength: 5 })
    .map((list) => list.map((each, index) => ({ userId: `u${String(index)}`, ...each })));
  const accounts = fc.record({
    status: fc.constantFrom("ACTIVE" as const, "DEPROVISIONED" as const), aliases: some(email),
    employeeNumber: fc.option(number, { nil: undefined }), email: fc.option(email, { nil: undefined }), givenName: name, familyName: name,
  });
  const rules = fc.record({ keys: fc.shuffledSubarray([...MATCHING_KEYS], { minLength: 1 }), foldPlusTags: fc.boolean() });

  it("whatever the order in which people are given, and whoever else has none of its keys", () => {
    fc.assert(
      fc.property(accounts, people, rules, (each, list, matching) => {
        const verdict = decideMatch(each, list, matching);
        expect(decideMatch(each, list.toReversed(), matching)).toEqual(verdict);
        expect(decideMatch(each, [...list, person("stranger", { emails: ["other@x.test"], employeeNumbers: ["99"] })], matching)).toEqual(verdict);
      }),
    );
  });

  it("links to nobody while a second person has the key that decides", () => {
    fc.assert(
      fc.property(accounts, people, rules, (each, list, matching) => {
        const verdict = decideMatch(each, list, matching);
        if (verdict.kind !== "link") return;
        const chosen = list.find(({ userId }) => userId === verdict.userId);
        expect(chosen).toBeDefined();
        expect(decideMatch(each, [...list, { ...person("twin", {}), ...chosen, userId: "twin" }], matching)).toMatchObject({ kind: "review", reason: "ambiguous" });
      }),
    );
  });
});
