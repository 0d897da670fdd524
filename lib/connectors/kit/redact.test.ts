import { describe, expect, test } from "vitest";
import { createRedactor } from "@/lib/connectors/kit/redact";

describe("redaction", () => {
  test.each([
    ["as it is", "failed with s3cr3t-Token!", "s3cr3t-Token!"],
    ["URL-encoded", `GET /x?token=${encodeURIComponent("a/b+c=d&e")}`, "a/b+c=d&e"],
    ["lower-cased, as in a host name", "there is no host sekret.example", "SEKRET"],
    ["without its scheme, as part of a header", "header abc123def", "Bearer abc123def"],
  ])("blots out a secret %s", (_, text, secret) => {
    const redacted = createRedactor([secret])(text);
    expect(redacted).toContain("[redacted]");
    expect(redacted.toLowerCase()).not.toContain(secret.split(" ").at(-1)?.toLowerCase());
  });

  test("blots out the longer of two secrets whole", () => {
    expect(createRedactor(["abcd", "abcdefgh"])("abcdefgh")).toBe("[redacted]");
  });

  test("leaves words alone that are no secret", () => {
    expect(createRedactor(["Bearer longtoken", "abc", ""])("bearer of news: abc")).toBe("bearer of news: abc");
  });
});
