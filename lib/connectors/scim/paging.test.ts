import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { decideStep, FIRST_POSITION, readCursor, type ScimPosition, toCursor, toQuery } from "@/lib/connectors/scim/paging";
import { ScimUserPage } from "@/lib/connectors/scim/schema";

type Server = (query: { startIndex: number; count: number; cursor: string | undefined }) => unknown;

const ids = (count: number, from = 1): { id: string }[] => Array.from({ length: count }, (_, index) => ({ id: `u${String(from + index)}` }));

/** Reads a server to its end; gives the ids read, or the refusal. */
function readAll(server: Server): string[] | ConnectorError {
  const read: string[] = [];
  let position: ScimPosition | undefined = FIRST_POSITION;
  for (let pages = 0; position !== undefined; pages += 1) {
    if (pages > 500) throw new Error("The walk does not end.");
    position = readCursor(toCursor(position));
    const query = toQuery(position);
    const page = ScimUserPage.parse(server({ startIndex: Number(query["startIndex"] ?? 1), count: Number(query["count"]), cursor: query["cursor"] }));
    try {
      const step = decideStep(position, page);
      read.push(...step.resources.map((resource) => (resource as { id: string }).id));
      position = step.next;
    } catch (error) {
      if (error instanceof ConnectorError) return error;
      throw error;
    }
  }
  return read;
}

/** A server as RFC 7644 wants it, with at most `max` people on a page. */
const standard = (people: { id: string }[], max = 1_000): Server => ({ startIndex, count }) => {
  const Resources = people.slice(startIndex - 1, startIndex - 1 + Math.min(count, max));
  return { totalResults: people.length, startIndex, itemsPerPage: Resources.length, Resources };
};

describe("a SCIM server", () => {
  test("that honours startIndex is read whole, whatever its page and its number of people", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 5, max: 300 }), (count, max) => {
        expect(readAll(standard(ids(count), max))).toEqual(ids(count).map(({ id }) => id));
      }),
      { numRuns: 40 },
    );
  });

  test("that gives everybody at once is believed after asking for more", () => {
    const people = ids(450);
    expect(readAll(({ startIndex }) => ({ totalResults: 450, startIndex, Resources: startIndex === 1 ? people : [] }))).toHaveLength(450);
  });

  test("that gives everybody at once, and again when asked for more, is believed too", () => {
    const people = ids(120);
    expect(readAll(() => ({ totalResults: 120, startIndex: 1, Resources: people }))).toHaveLength(120);
  });

  test("that writes counts as strings, or none at all, is read to its empty page", () => {
    const people = ids(450);
    expect(readAll(({ startIndex }) => ({ totalResults: "450", startIndex: String(startIndex), Resources: people.slice(startIndex - 1, startIndex + 99) }))).toHaveLength(450);
    expect(readAll(({ startIndex }) => ({ Resources: people.slice(startIndex - 1, startIndex + 99) }))).toHaveLength(450);
  });

  test("that counts a page instead of the people is read beyond its count", () => {
    const people = ids(450);
    const server: Server = ({ startIndex, count }) => {
      const Resources = people.slice(startIndex - 1, startIndex - 1 + count);
      return { totalResults: Resources.length, startIndex, Resources };
    };
    expect(readAll(server)).toHaveLength(450);
  });

  test.each([1, 199, 200, 390, 400, 449])("that always counts only %d of its 450 people is read beyond its count", (totalResults) => {
    expect(readAll((query) => ({ ...(standard(ids(450))(query) as object), totalResults }))).toHaveLength(450);
  });

  test("with cursors (RFC 9865) is read until a page without one, over an empty page", () => {
    const pages: Record<string, unknown> = {
      first: { totalResults: 3, Resources: ids(2), nextCursor: "a" },
      a: { totalResults: 3, Resources: [], nextCursor: "b" },
      b: { totalResults: 3, Resources: ids(1, 3) },
    };
    expect(readAll(({ cursor }) => pages[cursor ?? "first"])).toEqual(["u1", "u2", "u3"]);
  });

  test.each([
    { how: "and says so", echo: true },
    { how: "and hides it", echo: false },
  ])("that starts over instead of going on fails the walk, $how", ({ echo }) => {
    const server: Server = ({ startIndex }) => ({ totalResults: 2_000, startIndex: echo ? 1 : startIndex, Resources: ids(20) });
    expect(readAll(server)).toMatchObject({ kind: "UNEXPECTED_RESPONSE", message: expect.stringContaining("nobody is removed") as unknown });
  });

  test("that lists somebody twice on a page loses nobody else", () => {
    const people = ids(450);
    const server: Server = (query) => {
      const page = standard(people)(query) as { Resources: { id: string }[] };
      return query.startIndex === 1 ? { ...page, Resources: [...page.Resources, ...ids(1)] } : page;
    };
    expect(new Set(readAll(server) as string[]).size).toBe(450);
  });
});

describe("a page of a SCIM server", () => {
  test("is never read from a body that holds neither people nor a count", () => {
    for (const body of [{}, { schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], status: "500" }, []]) expect(ScimUserPage.safeParse(body).success).toBe(false);
  });
});
