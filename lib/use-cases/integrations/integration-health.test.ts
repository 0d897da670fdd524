import { describe, expect, it } from "vitest";
import { decideHealth } from "./integration-health";

const at = new Date("2026-11-24T10:00:00Z");
const lastError = { kind: "SOURCE_UNAVAILABLE", message: "Okta did not answer.", at };
const now = at;
const http = { now, reads: "http", hasFile: false } as const;
const well = { state: "CONNECTED", lastError: null, lastSyncAt: at, credentialsExpireAt: null, lastCount: 100, countBefore: 100, fieldDrift: null } as const;
const inDays = (days: number): Date => new Date(at.getTime() + days * 86_400_000);

describe("what an integration's card says", () => {
  it.each([
    ["all is well", well, http, "green", null],
    ["it was never synced", { ...well, lastSyncAt: null }, http, "amber", "Sync"],
    ["the last attempt failed", { ...well, lastError }, http, "amber", "Sync again"],
    ["it syncs now, whatever was before", { ...well, lastError }, { ...http, unfinishedRun: { state: "RUNNING" } }, "green", null],
    ["its changes are held", well, { ...http, unfinishedRun: { state: "HELD" } }, "amber", "Look at the held changes"],
    ["its credentials were refused", { ...well, state: "BROKEN", lastError }, http, "red", "Reconnect"],
    ["it was disconnected", { ...well, state: "DISCONNECTED" }, http, "amber", "Reconnect"],
    ["it waits for its first file", { ...well, lastSyncAt: null }, { now, reads: "file", hasFile: false }, "amber", "Upload a file"],
    ["nobody has pushed to it yet", { ...well, lastSyncAt: null }, { now, reads: "push", hasFile: false }, "green", null],
    ["its file cannot be read", { ...well, state: "BROKEN", lastError }, { now, reads: "file", hasFile: true }, "red", "Upload the file again"],
    ["its credentials end within two weeks", { ...well, credentialsExpireAt: inDays(13) }, http, "amber", "Reconnect"],
    ["its credentials end much later", { ...well, credentialsExpireAt: inDays(60) }, http, "green", null],
    ["its credentials have ended", { ...well, credentialsExpireAt: inDays(-1) }, http, "red", "Reconnect"],
    ["a fifth of its records is gone", { ...well, lastCount: 79 }, http, "amber", "Test the connection"],
    ["a few of its records are gone", { ...well, lastCount: 81 }, http, "green", null],
    ["a field is gone from its records", { ...well, fieldDrift: { gone: ["department"], added: [], at: "" } }, http, "amber", "Test the connection"],
    ["its records have a field more", { ...well, fieldDrift: { gone: [], added: ["team"], at: "" } }, http, "green", null],
  ] as const)("when %s", (_, integration, about, level, action) => {
    const health = decideHealth(integration, about);
    expect(health).toMatchObject({ level, action });
    expect(health.message).not.toBe("");
  });

  it("repeats the provider's words rather than ours", () => {
    expect(decideHealth({ ...well, state: "BROKEN", lastError }, http).message).toBe(lastError.message);
  });
});
