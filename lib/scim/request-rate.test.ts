import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { takeRequest } from "./request-rate";

const take = (token: string, times: number, now: number): void => {
  for (let taken = 0; taken < times; taken++) takeRequest(token, now);
};

describe("the requests of a token", () => {
  test("are refused after 2,000 at once, come back by 200 a second, and are no other token's", () => {
    const [flooding, other] = [randomUUID(), randomUUID()];
    take(flooding, 2_000, 0);
    expect(() => takeRequest(flooding, 0)).toThrow(expect.objectContaining({ status: 429, headers: { "retry-after": "1" } }));
    takeRequest(other, 0);
    take(flooding, 200, 1_000);
    expect(() => takeRequest(flooding, 1_000)).toThrow("Too many requests");
  });

  test("never gather more than the burst, however long nobody asks", () => {
    const token = randomUUID();
    take(token, 2_000, 0);
    take(token, 2_000, 3_600_000);
    expect(() => takeRequest(token, 3_600_000)).toThrow("Too many requests");
  });
});
