import { describe, expect, test } from "vitest";
import type { AccountPage } from "@/lib/connectors/kit/connector";
import { checkPage, rememberCursors, startWalk, type WalkProgress } from "@/lib/connectors/kit/walk-guard";
import type { SourceAccount } from "@/lib/core/accounts";

const account = (externalId: string): SourceAccount => ({ externalId, kind: "HUMAN", status: "ACTIVE", rawStatus: "x", profile: {}, aliases: [], raw: null });
const page = (ids: string[], rest: Partial<AccountPage> = {}): AccountPage => ({ accounts: ids.map(account), quarantined: [], ...rest });

/** Reads pages as the runtime does, and gives the first failure or what the walk remembers. */
function walk(pages: readonly AccountPage[], options: { itemsMax?: number; pagesMax?: number } = {}): WalkProgress | string {
  const seen = new Set<string>();
  const leadsBack = rememberCursors();
  let progress = startWalk(options);
  let cursor: string | undefined;
  for (const next of pages) {
    const before = seen.size;
    for (const { externalId } of next.accounts) seen.add(externalId);
    const verdict = checkPage(progress, next, { newIds: seen.size - before, leadsBack: leadsBack(cursor, next.nextCursor) });
    if (verdict.failure) return verdict.failure.message;
    // What the runtime stores at a checkpoint must be enough to go on from.
    progress = JSON.parse(JSON.stringify(verdict.progress)) as WalkProgress;
    cursor = next.nextCursor;
  }
  return progress;
}

describe("a walk", () => {
  test("that ends well proves absence", () => {
    const end = walk([page(["1", "2"], { nextCursor: "a", total: 3 }), page(["3"], { total: 3 })]);
    expect(end).toMatchObject({ pages: 2, accounts: 3, lastTotal: 3 });
    expect(end).not.toHaveProperty("incompleteBecause");
  });

  test("goes on over an empty page with a next link", () => {
    expect(walk([page(["1"], { nextCursor: "a" }), page([], { nextCursor: "b" }), page(["2"])])).toMatchObject({ pages: 3, accounts: 2 });
  });

  test.each([
    { circle: "its own cursor again", pages: [page(["1"], { nextCursor: "a" }), page(["2"], { nextCursor: "a" })] },
    { circle: "an older cursor", pages: [page(["1"], { nextCursor: "a" }), page(["2"], { nextCursor: "b" }), page(["3"], { nextCursor: "a" })] },
    { circle: "an empty page that leads to itself", pages: [page(["1"], { nextCursor: "a" }), page([], { nextCursor: "a" })] },
  ])("that comes to $circle fails instead of running for ever", ({ pages }) => {
    expect(walk(pages)).toContain("already read, so its list has no end. The sync was stopped and nobody is removed.");
  });

  test("that gets the same people under new cursors fails", () => {
    expect(walk([page(["1", "2"], { nextCursor: "a" }), page(["2", "1"], { nextCursor: "b" })])).toContain("the same people again");
  });

  test.each([
    { doubt: "a total that shrinks", pages: [page(["1", "2"], { nextCursor: "a", total: 10 }), page(["3"], { total: 9 })], why: "fell from 10 to 9" },
    { doubt: "a last page of people listed before", pages: [page(["1", "2"], { nextCursor: "a" }), page(["2"])], why: "listed before" },
    { doubt: "a record without an id", pages: [{ ...page(["1"]), quarantined: [{ reason: "no id", raw: null }] }], why: "without a usable id" },
    { doubt: "the connector's own doubt", pages: [page(["1"], { incompleteBecause: "The file lists additions only." })], why: "additions only" },
  ])("with $doubt reads on and says why absence is not proven", ({ pages, why }) => {
    expect(walk(pages)).toMatchObject({ incompleteBecause: expect.stringContaining(why) as unknown });
  });

  test("keeps its first doubt to the end", () => {
    const pages = [page(["1"], { nextCursor: "a", total: 10 }), page(["2"], { nextCursor: "b", total: 8 }), page(["3"], { total: 12 })];
    expect(walk(pages)).toMatchObject({ incompleteBecause: expect.stringContaining("from 10 to 8") as unknown });
  });

  test("compares a total with the last one given, over a page without one", () => {
    const pages = [page(["1"], { nextCursor: "a", total: 10 }), page(["2"], { nextCursor: "b" }), page(["3"], { total: 9 })];
    expect(walk(pages)).toMatchObject({ incompleteBecause: expect.stringContaining("from 10 to 9") as unknown });
  });

  test("counts a record kept aside with its id as present, without doubt", () => {
    const end = walk([{ ...page(["1"]), quarantined: [{ externalId: "2", reason: "broken", raw: null }] }]);
    expect(end).toMatchObject({ accounts: 2 });
    expect(end).not.toHaveProperty("incompleteBecause");
  });

  test("of empty pages under ever new cursors fails after a thousand, and one person starts the count anew", () => {
    const empty = (count: number, name: string) => Array.from({ length: count }, (_, index) => page([], { nextCursor: `${name}${String(index)}` }));
    expect(walk(empty(1_000, "a"))).toContain("1000 pages in a row on which nobody stands");
    expect(walk([...empty(999, "a"), page(["1"], { nextCursor: "x" }), ...empty(999, "b"), page(["2"])])).toMatchObject({ accounts: 2, emptyPages: 0 });
  });

  test("remembers as much after a thousand pages as after one, so that long lists do not cost ever more", () => {
    const many = Array.from({ length: 1_000 }, (_, index) => page([String(index)], { nextCursor: `c${String(index)}` }));
    const sizeAfter = (count: number): number => JSON.stringify(walk(many.slice(0, count))).length;
    expect(sizeAfter(1_000) - sizeAfter(1)).toBeLessThan(20);
  });

  test("without end stops at its caps", () => {
    const endless = Array.from({ length: 6 }, (_, index) => page([String(index)], { nextCursor: `c${String(index)}` }));
    expect(walk(endless, { pagesMax: 5 })).toContain("did not end after 5 pages");
    expect(walk(endless, { itemsMax: 3 })).toContain("more than 3 records");
  });

  test("that only trickles stops after a day, but not for its last page", () => {
    const begun = startWalk();
    const standing = { newIds: 1, leadsBack: false };
    const onePage = (hours: number, nextCursor?: string) =>
      checkPage(begun, page(["1"], nextCursor === undefined ? {} : { nextCursor }), { ...standing, now: begun.endsBy + (hours - 24) * 3_600_000 });
    expect(onePage(23.9, "more").failure).toBeUndefined();
    expect(onePage(24, "more").failure?.message).toContain("did not end within 24 hours");
    expect(onePage(30).failure).toBeUndefined();
  });
});
