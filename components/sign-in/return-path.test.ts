import { describe, expect, it } from "vitest";
import { returnPath } from "./return-path";

const origin = "https://lumos.example";

describe("returnPath", () => {
  it.each([
    ["/acme/users?sourceless=true", "/acme/users?sourceless=true"],
    [`${origin}/acme/users`, "/acme/users"],
  ])("leads back to %s", (value, expected) => {
    expect(returnPath(value, origin)).toBe(expected);
  });

  it.each([null, "", "//evil.example/x", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/sign-in", "/api/auth/signout"])(
    "never leads away by %s",
    (value) => {
      expect(returnPath(value, origin)).toBe("/");
    },
  );
});
