import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

const binding = { organizationId: "organization-1", integrationId: "integration-1", field: "token" };

/** Sealed by the first version, under a key of sevens. */
const FIRST_FORM = "AXGIpuYMtp5NDZkaXIKaVExbfDsJkb5cZwU9piM9GG39DgWIDWSlkYa8Gz6cCRAlf1H7bcuAjgJCo+rAjp1u+/wyEcd7seIqZ2cQqdCzFyWMe3n5BfQzVP16bDgMELI=";

/** A fresh copy of the module, since settings are read once. */
async function sealedUnder(key: number, previous?: number) {
  vi.resetModules();
  const url = "postgres://localhost/none";
  vi.stubEnv("DATABASE_APP_URL", url);
  vi.stubEnv("DATABASE_GATEWAY_URL", url);
  vi.stubEnv("QUEUE_DATABASE_URL", url);
  vi.stubEnv("APP_URL", "http://localhost:3000");
  vi.stubEnv("APP_SECRET", "a secret of at least thirty-two characters");
  vi.stubEnv("ENCRYPTION_KEY", Buffer.alloc(32, key).toString("base64"));
  vi.stubEnv("ENCRYPTION_KEY_PREVIOUS", previous === undefined ? "" : Buffer.alloc(32, previous).toString("base64"));
  return import("./sealed");
}

describe("a sealed secret", () => {
  let seal: Awaited<ReturnType<typeof sealedUnder>>["seal"];
  let unseal: Awaited<ReturnType<typeof sealedUnder>>["unseal"];
  beforeEach(async () => {
    ({ seal, unseal } = await sealedUnder(1));
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it.each(["", "s3cret", "ключ 🔑", "x".repeat(20_000)])("opens as what it was", (text) => {
    expect(unseal(seal(text, binding), binding)).toBe(text);
  });

  it("shows neither its text nor that two are the same", () => {
    const [one, two] = [seal("the same secret", binding), seal("the same secret", binding)];
    expect(Buffer.from(one).toString("latin1")).not.toContain("the same secret");
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(false);
  });

  it.each([{ organizationId: "organization-2" }, { integrationId: "integration-2" }, { field: "apiToken" }])(
    "does not open as somebody else's: %o",
    (other) => {
      const sealed = seal("s3cret", binding);
      expect(() => unseal(sealed, { ...binding, ...other })).toThrow();
    },
  );

  it("does not let the parts of its binding run together", () => {
    const sealed = seal("s3cret", { organizationId: "a", integrationId: "bc", field: "d" });
    expect(() => unseal(sealed, { organizationId: "ab", integrationId: "c", field: "d" })).toThrow();
  });

  it("does not open after any one byte changed, nor cut off", () => {
    const sealed = seal("s3cret", binding);
    for (let at = 0; at < sealed.length; at++) {
      const tampered = Uint8Array.from(sealed, (byte, index) => (index === at ? byte ^ 1 : byte));
      expect(() => unseal(tampered, binding), `byte ${at}`).toThrow();
    }
    for (const length of [0, 1, 60, sealed.length - 1]) expect(() => unseal(sealed.subarray(0, length), binding)).toThrow();
  });

  it("does not open under another key", async () => {
    const sealed = seal("s3cret", binding);
    const other = await sealedUnder(2);
    expect(() => other.unseal(sealed, binding)).toThrow();
  });

  it("opens under the next key as long as the one before it is there, and after rewrap without it", async () => {
    const sealed = seal("s3cret", binding);
    const during = await sealedUnder(2, 1);
    expect(during.unseal(sealed, binding)).toBe("s3cret");
    const rewrapped = during.rewrap(sealed);
    expect(Buffer.from(rewrapped).subarray(0, 9)).toEqual(during.currentHead());
    const after = await sealedUnder(2);
    expect(after.unseal(rewrapped, binding)).toBe("s3cret");
    expect(() => after.unseal(rewrapped, { ...binding, organizationId: "organization-2" })).toThrow();
    expect(() => after.unseal(sealed, binding)).toThrow();
    expect(() => after.rewrap(sealed)).toThrow();
  });

  it("opens what the first form sealed, as what it belongs to only", async () => {
    const first = Buffer.from(FIRST_FORM, "base64");
    const { unseal: open } = await sealedUnder(7);
    expect(open(first, binding)).toBe("s3cret");
    expect(() => open(first, { ...binding, field: "other" })).toThrow();
  });
});
