import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decideRetryAfterMs } from "@/lib/connectors/kit/retry-after";

const NOW_MS = Date.parse("2026-11-24T12:00:00Z");
const NOW_S = NOW_MS / 1_000;
const decide = (headers: Record<string, string>): number => decideRetryAfterMs(new Headers(headers), NOW_MS);

describe("the pause after a 429", () => {
  test.each([
    { dialect: "seconds", headers: { "retry-after": "7" }, waitMs: 7_000 },
    { dialect: "seconds with blanks", headers: { "retry-after": " 12 " }, waitMs: 12_000 },
    { dialect: "fractions of a second, rounded up", headers: { "retry-after": "1.2345" }, waitMs: 1_235 },
    { dialect: "an HTTP date", headers: { "retry-after": "Tue, 24 Nov 2026 12:00:40 GMT" }, waitMs: 40_000 },
    { dialect: "an HTTP date of RFC 850", headers: { "retry-after": "Tuesday, 24-Nov-26 12:00:40 GMT" }, waitMs: 40_000 },
    { dialect: "Okta's reset in seconds since 1970", headers: { "x-rate-limit-reset": String(NOW_S + 25) }, waitMs: 25_000 },
    { dialect: "GitHub's reset in seconds since 1970", headers: { "x-ratelimit-reset": String(NOW_S + 31) }, waitMs: 31_000 },
    { dialect: "OneLogin's reset in seconds to wait", headers: { "x-ratelimit-reset": "45" }, waitMs: 45_000 },
    { dialect: "both forms: Retry-After wins", headers: { "retry-after": "5", "x-rate-limit-reset": String(NOW_S + 50) }, waitMs: 5_000 },
    { dialect: "rubbish in Retry-After, a usable reset", headers: { "retry-after": "soon", "x-rate-limit-reset": String(NOW_S + 9) }, waitMs: 9_000 },
    { dialect: "nothing", headers: {}, waitMs: 60_000 },
    { dialect: "an empty value", headers: { "retry-after": "" }, waitMs: 60_000 },
    { dialect: "words", headers: { "retry-after": "tomorrow 5" }, waitMs: 60_000 },
    { dialect: "a number in scientific form", headers: { "retry-after": "1e9" }, waitMs: 60_000 },
    { dialect: "a date that does not exist", headers: { "retry-after": "Tue, 99 Nov 2026 12:00:40 GMT" }, waitMs: 60_000 },
    { dialect: "zero", headers: { "retry-after": "0" }, waitMs: 1_000 },
    { dialect: "a negative number", headers: { "retry-after": "-30" }, waitMs: 60_000 },
    { dialect: "a date that is over", headers: { "retry-after": "Tue, 24 Nov 2026 11:00:00 GMT" }, waitMs: 1_000 },
    { dialect: "a reset that is over", headers: { "x-rate-limit-reset": String(NOW_S - 500) }, waitMs: 1_000 },
    { dialect: "a day", headers: { "retry-after": "86400" }, waitMs: 900_000 },
    { dialect: "a number beyond all bounds", headers: { "retry-after": "9".repeat(400) }, waitMs: 900_000 },
  ])("$dialect", ({ headers, waitMs }) => {
    expect(decide(headers)).toBe(waitMs);
  });

  test("no header at all stops a sync for longer than fifteen minutes, or lets it hammer the source", () => {
    const value = fc.oneof(fc.string(), fc.integer().map(String), fc.double().map(String), fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()));
    const sendable = value.filter((text) => /^[\x20-\x7e]*$/.test(text));
    fc.assert(
      fc.property(sendable, sendable, (after, reset) => {
        const waitMs = decide({ "retry-after": after, "x-rate-limit-reset": reset });
        return Number.isInteger(waitMs) && waitMs >= 1_000 && waitMs <= 900_000;
      }),
    );
  });
});
