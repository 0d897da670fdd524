import { expect, it } from "vitest";
import { chooseSlug, toSlug } from "./organization-slug";

it.each([
  ["Acme", "acme"],
  ["  Zweite Ärzte & Co. ", "zweite-arzte-co"],
  ["a--b__c", "a-b-c"],
  ["株式会社", "organization"],
  ["../../etc/passwd", "etc-passwd"],
  ["x".repeat(100), "x".repeat(48)],
  [`${"x".repeat(47)} y`, "x".repeat(47)],
])("makes of %j the address %j", (name, slug) => {
  expect(toSlug(name)).toBe(slug);
});

it("never takes an address that is taken or that the product needs itself", () => {
  expect(chooseSlug("Acme", new Set())).toBe("acme");
  expect(chooseSlug("Acme", new Set(["acme", "acme-2"]))).toBe("acme-3");
  for (const name of ["API", "Sign in", "Set-up", "setup", "join", "livez"]) {
    expect(["api", "sign-in", "setup", "join", "livez"]).not.toContain(chooseSlug(name, new Set()));
  }
});
