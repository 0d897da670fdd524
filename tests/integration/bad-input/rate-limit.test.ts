import { afterEach, describe, expect, test } from "vitest";
import { startFakeOkta } from "@/demo/fake-okta";
import type { FakeProvider } from "@/demo/fake-provider";
import { type ConnectedSource, givenConnectedSource, givenPeople } from "./given-source";

const TOKEN = "00aVeryS3cret_token";
const PEOPLE = 210;
let okta: FakeProvider | undefined;

afterEach(async () => okta?.stop());

async function givenLimited(headers: Record<string, string>, times?: number): Promise<ConnectedSource> {
  okta = await startFakeOkta({ port: 0, people: givenPeople(PEOPLE, "ACTIVE"), token: TOKEN });
  okta.failWith({ kind: "status", status: 429, headers }, { atPage: 2, times });
  return givenConnectedSource({ connector: "okta", config: { baseUrl: okta.url }, secrets: { apiToken: TOKEN } });
}

const httpDate = (inMs: number): string => new Date(Date.now() + inMs).toUTCString();
const epochSeconds = (inMs: number): string => String(Math.floor((Date.now() + inMs) / 1_000));

describe("a source that asks for fewer requests", () => {
  test.each([
    { form: "seconds", headers: () => ({ "retry-after": "7" }), fromMs: 7_000, toMs: 7_000 },
    { form: "a date", headers: () => ({ "retry-after": httpDate(40_000) }), fromMs: 36_000, toMs: 40_000 },
    { form: "a date that is over", headers: () => ({ "retry-after": httpDate(-60_000) }), fromMs: 1_000, toMs: 1_000 },
    { form: "Okta's reset", headers: () => ({ "x-rate-limit-reset": epochSeconds(30_000) }), fromMs: 26_000, toMs: 30_000 },
    { form: "words", headers: () => ({ "retry-after": "in a while" }), fromMs: 60_000, toMs: 60_000 },
    { form: "nothing", headers: () => ({}), fromMs: 60_000, toMs: 60_000 },
    { form: "zero", headers: () => ({ "retry-after": "0" }), fromMs: 1_000, toMs: 1_000 },
    { form: "a day", headers: () => ({ "retry-after": "86400" }), fromMs: 900_000, toMs: 900_000 },
  ])("by $form is left alone for as long, told so, and then read to its end", async ({ headers, fromMs, toMs }) => {
    const source = await givenLimited(headers(), 1);
    const run = await source.sync();
    expect(run).toMatchObject({ state: "succeeded", error: null, counts: { usersCreated: PEOPLE } });
    expect(run.waitsMs).toHaveLength(1);
    // Okta's own headers ride on every answer, so a form without a number may be read from them.
    expect(run.waitsMs[0]).toBeLessThanOrEqual(toMs);
    expect(run.waitsMs[0]).toBeGreaterThanOrEqual(fromMs);
    expect(run.waitMessages[0]).toMatch(/^Waiting for Directory's rate limit, \d+ s$/);
  });

  test("again and again is no failure until an hour of pauses is full, and then fails in words", async () => {
    const source = await givenLimited({ "retry-after": "900" });
    const run = await source.sync();
    expect(run.waitsMs).toEqual([900_000, 900_000, 900_000, 900_000]);
    expect(run).toMatchObject({
      state: "failed",
      counts: { missing: 0 },
      error: { kind: "RATE_LIMITED", message: expect.stringContaining("asked for pauses of more than one hour. Nobody is removed.") as unknown, action: "Sync again later." },
    });
  });
});
