import { describe, expect, test } from "vitest";
import { readQuota } from "@/lib/connectors/kit/rate-limit-headers";

const NOW_MS = Date.parse("2026-11-24T12:00:00Z");
const NOW_S = NOW_MS / 1_000;
const quota = (headers: Record<string, string>) => readQuota(new Headers(headers), NOW_MS);

describe("what a source says of its limit", () => {
  test.each([
    { dialect: "Okta", headers: { "x-rate-limit-limit": "600", "x-rate-limit-remaining": "599", "x-rate-limit-reset": String(NOW_S + 60) }, said: { limit: 600, remaining: 599, resetInMs: 60_000 } },
    { dialect: "GitHub and HiBob", headers: { "x-ratelimit-limit": "5000", "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(NOW_S + 3_600) }, said: { limit: 5_000, remaining: 0, resetInMs: 3_600_000 } },
    { dialect: "OneLogin", headers: { "x-ratelimit-limit": "5000", "x-ratelimit-remaining": "4999", "x-ratelimit-reset": "2592" }, said: { limit: 5_000, remaining: 4_999, resetInMs: 2_592_000 } },
    { dialect: "GitLab", headers: { "ratelimit-limit": "2000", "ratelimit-remaining": "1999", "ratelimit-reset": String(NOW_S + 30) }, said: { limit: 2_000, remaining: 1_999, resetInMs: 30_000 } },
    { dialect: "the draft of the IETF", headers: { "ratelimit-limit": "100, 100;w=60", "ratelimit-remaining": "50", "ratelimit-reset": "30" }, said: { limit: 100, remaining: 50, resetInMs: 30_000 } },
    { dialect: "Atlassian", headers: { "x-ratelimit-limit": "100", "x-ratelimit-remaining": "10", "x-ratelimit-reset": "2026-11-24T12:01Z" }, said: { limit: 100, remaining: 10, resetInMs: 60_000 } },
    { dialect: "milliseconds since 1970", headers: { "x-ratelimit-limit": "10", "x-ratelimit-remaining": "1", "x-ratelimit-reset": String(NOW_MS + 500) }, said: { limit: 10, remaining: 1, resetInMs: 500 } },
  ])("$dialect", ({ headers, said }) => {
    expect(quota(headers)).toEqual(said);
  });

  test.each([
    { doubt: "nothing", headers: {} },
    { doubt: "no reset", headers: { "x-ratelimit-limit": "10", "x-ratelimit-remaining": "1" } },
    { doubt: "more left than there are", headers: { "x-ratelimit-limit": "10", "x-ratelimit-remaining": "11", "x-ratelimit-reset": "5" } },
    { doubt: "a reset that is over", headers: { "x-ratelimit-limit": "10", "x-ratelimit-remaining": "1", "x-ratelimit-reset": String(NOW_S - 5) } },
    { doubt: "a limit of zero, as GitLab says where none is set", headers: { "ratelimit-limit": "0", "ratelimit-remaining": "0", "ratelimit-reset": "60" } },
    { doubt: "words", headers: { "x-ratelimit-limit": "many", "x-ratelimit-remaining": "some", "x-ratelimit-reset": "soon" } },
  ])("is no reason to go slower where it says $doubt", ({ headers }) => {
    expect(quota(headers)).toBeUndefined();
  });
});
