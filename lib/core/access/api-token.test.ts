import { expect, it } from "vitest";
import { isApiToken, toApiToken } from "./api-token";

const RANDOM = "abcDEF123_-abcDEF123_-abcDEF123_-abcDEF1234";

it("is recognised, and a mistyped, cut or foreign one is refused before anybody looks it up", () => {
  const token = toApiToken(RANDOM);
  expect(token).toMatch(/^lumos_[\w-]{49}$/);
  expect(isApiToken(token)).toBe(true);
  for (let at = 0; at < token.length; at++) {
    const typo = token.slice(0, at) + (token[at] === "x" ? "y" : "x") + token.slice(at + 1);
    expect(isApiToken(typo), typo).toBe(false);
  }
  for (const other of ["", token.slice(0, -1), `${token}0`, ` ${token}`, token.replace("lumos_", "ghp_")]) expect(isApiToken(other)).toBe(false);
});

it("keeps its form, so that tokens given out stay valid", () => {
  expect(toApiToken("A".repeat(43))).toBe("lumos_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA0DofJ8");
});

it("is not made from too little randomness", () => {
  expect(() => toApiToken("short")).toThrow();
});
