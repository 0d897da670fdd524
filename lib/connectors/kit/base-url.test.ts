import { describe, expect, test } from "vitest";
import { baseUrlField } from "@/lib/connectors/kit/base-url";

const meta = { title: "Address", description: "Where it is.", examples: ["https://example.com"] };
const kept = baseUrlField({ ...meta, path: "kept" });
const dropped = baseUrlField({ ...meta, path: "dropped" });

describe("the address of a source", () => {
  test.each([
    ["acme.example.com", "https://acme.example.com"],
    ["  https://acme.example.com/  ", "https://acme.example.com"],
    ["HTTPS://ACME.example.com/scim/v2///", "https://acme.example.com/scim/v2"],
    ["http://127.0.0.1:8080/scim", "http://127.0.0.1:8080/scim"],
    ["acme.example.com:8443/scim", "https://acme.example.com:8443/scim"],
    ["https://bücher.example", "https://xn--bcher-kva.example"],
  ])("typed as %j is %s", (typed, address) => {
    expect(kept.parse(typed)).toBe(address);
    expect(kept.parse(address)).toBe(address);
  });

  test("loses a path that the source does not use", () => {
    expect(dropped.parse("https://acme.okta.com/admin/dashboard")).toBe("https://acme.okta.com");
  });

  test.each([
    ["", "Enter the address."],
    ["   ", "Enter the address."],
    ["not an address", "This is not an address"],
    ["ftp://acme.example.com", "must begin with https://"],
    ["javascript://alert", "must begin with https://"],
    ["https://user:secret@acme.example.com", "Leave the user name and password out"],
    ["https://acme.example.com/?next=1", "Leave out what follows"],
    ["https://acme.example.com/#top", "Leave out what follows"],
    [`https://${"a".repeat(600)}.example`, "too long"],
  ])("%j is refused with a word on what to do", (typed, message) => {
    const parsed = kept.safeParse(typed);
    expect(parsed.success).toBe(false);
    expect(parsed.error?.issues[0]?.message).toContain(message);
  });
});
