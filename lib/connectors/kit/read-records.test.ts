import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { readRecords, recordId, recordText, toStorableJson } from "@/lib/connectors/kit/read-records";

const schema = z.looseObject({ id: recordId, name: recordText });
const read = (records: readonly unknown[]) =>
  readRecords(records, {
    schema,
    idField: "id",
    toAccount: ({ id }, raw) => ({ externalId: id, kind: "HUMAN", status: "ACTIVE", rawStatus: "x", profile: {}, aliases: [], raw }),
  });
const deep = (levels: number): unknown => (levels === 0 ? "end" : { inner: deep(levels - 1) });

describe("records of a page", () => {
  test("are read one by one: a bad one is kept aside and stops nobody else", () => {
    const { accounts, quarantined } = read([{ id: "1" }, { name: "nobody" }, { id: "3", name: { first: "x" } }, { id: "4" }]);
    expect(accounts.map(({ externalId }) => externalId)).toEqual(["1", "4"]);
    expect(quarantined).toEqual([
      { reason: 'A record without a usable id could not be read. Its "id" is missing or not an id. Correct it in the source; it counts as present until then.', raw: { name: "nobody" } },
      { externalId: "3", reason: 'This record could not be read. Its field "name" has an unexpected form. Correct it in the source; it counts as present until then.', raw: { id: "3", name: { first: "x" } } },
    ]);
  });

  test("that are no objects are kept aside and lose nobody", () => {
    const { accounts, quarantined } = read([null, 7, "text", [], { id: "1" }]);
    expect([accounts.length, quarantined.length]).toEqual([1, 4]);
    expect(quarantined[1]?.reason).toContain("not an object");
  });

  test("nested too deeply are kept aside with their id", () => {
    const { accounts, quarantined } = read([{ id: "1", more: deep(10) }, { id: "2", more: deep(60) }]);
    expect(accounts.map(({ externalId }) => externalId)).toEqual(["1"]);
    expect(quarantined).toMatchObject([{ externalId: "2", raw: null, reason: expect.stringContaining("nested too deeply") as unknown }]);
  });
});

describe("an id", () => {
  test.each([[17, "17"], ["17", "17"], [" a ", "a"], [0, "0"]])("%j is %j", (given, id) => {
    expect(recordId.parse(given)).toBe(id);
  });

  test.each([null, undefined, "", "  ", "a\u0000b", "a\nb", 1.5, 2 ** 53, Number.NaN, true, {}, [], "x".repeat(501)])("%j is none", (given) => {
    expect(recordId.safeParse(given).success).toBe(false);
  });
});

describe("what is kept of a record", () => {
  test("stays as the provider wrote it, but for what Postgres refuses", () => {
    expect(toStorableJson({ "na\u0000me": "A\u0000\ud800", list: [null, 1, "\u202e"] })).toEqual({ name: "A\ufffd", list: [null, 1, "\u202e"] });
  });

  test("is equal to any JSON without NUL and lone surrogates", () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      const text = JSON.stringify(value);
      fc.pre(!text.includes("\\u0000") && !/\\ud[89a-f]/i.test(text) && !text.includes("__proto__"));
      expect(toStorableJson(JSON.parse(text))).toEqual(JSON.parse(text));
    }));
  });

  test("cannot reach the prototype of an object", () => {
    const stored = toStorableJson(JSON.parse('{"__proto__":{"admin":true},"id":"1"}')) as Record<string, unknown>;
    expect(stored["admin"]).toBeUndefined();
    expect(({} as Record<string, unknown>)["admin"]).toBeUndefined();
  });
});
