import { expect, test } from "vitest";
import { normalizeEmail } from "./normalize-email";

const VICTIM = "paypal.admin@acme.test";

/** Letters of other scripts that look like Latin ones; Unicode keeps them apart, and so must we. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  a: "аɑα\u{1d26}ạàáâãäåāăą", p: "рρϸ\u{1e55}ƿ", y: "уүყỳýŷÿ", l: "ӏ1Iⅼ|ıɩ\u{05c0}ł", d: "ԁժɗđḍ", m: "ⅿṃɱ", i: "іıɩ1lìíîï", n: "ոռñńņňɴ",
  c: "сϲćĉċčç", e: "еҽėéèêëē", t: "тţťŧ", s: "ѕśŝşšʂ", "@": "＠﹫", ".": "․。｡",
};

const corpus = [...VICTIM].flatMap((letter, at) =>
  [...(LOOK_ALIKES[letter] ?? "")].map((other) => `${VICTIM.slice(0, at)}${other}${VICTIM.slice(at + 1)}`),
);

test("AUT-16: nobody is taken for somebody whose address looks the same", () => {
  expect(new Set(corpus).size).toBeGreaterThanOrEqual(150);
  for (const address of corpus) {
    const normal = normalizeEmail(address);
    if (normal === undefined) continue;
    expect(normalizeEmail(normal), address).toBe(normal);
    // Full-width and compatibility forms are the same letter to Unicode; a letter of another script is not.
    const isSameLetter = address.normalize("NFKC").toLowerCase() === VICTIM;
    expect(normal === VICTIM, `${address} (${JSON.stringify(normal)})`).toBe(isSameLetter);
  }
});

test("AUT-16: an address is judged after it is normalised, so that no form slips in what its normal form may not hold", () => {
  for (const address of ["a\uff20b@acme.test", "a@b\uff20acme.test", "a\ufe6bb@acme.test", "\uff02a\uff20evil\uff02@acme.test", "a\uff0cb@acme.test", "a@acme\uff0etest\uff1a25"]) {
    expect(normalizeEmail(address), address).toBeUndefined();
  }
});
