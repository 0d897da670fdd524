import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createPace, decidePauseMs } from "@/lib/connectors/kit/pace";

const answer = (remaining: number, resetSeconds: number): Headers =>
  new Headers({ "x-ratelimit-limit": "100", "x-ratelimit-remaining": String(remaining), "x-ratelimit-reset": String(resetSeconds) });

describe("a sync within its share of the provider's limit", () => {
  test.each([
    { when: "nothing was used", remaining: 100, waitMs: 0 },
    { when: "half of the share is used", remaining: 76, waitMs: 0 },
    { when: "more than half of it is used: evenly to the end of the window", remaining: 70, waitMs: 3_000 },
    { when: "one request of the share is left", remaining: 51, waitMs: 60_000 },
    { when: "the share is used up", remaining: 50, waitMs: 60_000 },
    { when: "others used more than theirs", remaining: 10, waitMs: 60_000 },
  ])("waits as long as it must when $when", ({ remaining, waitMs }) => {
    expect(decidePauseMs({ limit: 100, remaining, resetInMs: 60_000 }, 0.5)).toBe(waitMs);
  });

  test("never sends more than its share in one window, however large the limit and whatever the share", () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 5_000 }), fc.integer({ min: 5, max: 100 }), (limit, percent) => {
        const share = percent / 100;
        const windowMs = 60_000;
        let sent = 0;
        for (let nowMs = 0; ; ) {
          sent += 1;
          const pauseMs = decidePauseMs({ limit, remaining: limit - sent, resetInMs: windowMs - nowMs }, share);
          nowMs += pauseMs;
          if (nowMs >= windowMs - 1e-6) break;
          if (sent > limit) return false;
        }
        return sent <= Math.max(1, limit * share + 1);
      }),
    );
  });

  test("gives a long pause to the runtime as one of its own, and sends again when the window is over", async () => {
    const pace = createPace(0.5, "acme.example.com");
    pace.learn(answer(40, 600));
    await expect(pace.keep(undefined)).rejects.toMatchObject({ kind: "RATE_LIMITED", isOwnPause: true });
    pace.learn(answer(90, 600));
    await expect(pace.keep(undefined)).resolves.toBeUndefined();
    pace.learn(new Headers());
    await expect(pace.keep(undefined)).resolves.toBeUndefined();
  });

  test("ends a short pause at once when the run is cancelled", async () => {
    const pace = createPace(0.5, "acme.example.com");
    pace.learn(answer(50, 1));
    const waiting = pace.keep(AbortSignal.abort(new Error("cancelled by an Admin")));
    await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
  });
});
