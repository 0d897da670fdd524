import { z } from "zod";
import { COMMON_PASSWORD_HASHES } from "./common-passwords";

/**
 * What a new password has to be (NIST SP 800-63B): long rather than complicated, and none of those that everybody tries
 * first. What it is compared with lies in this repository, so that no password ever leaves it.
 */
export const NewPassword = z
  .string()
  .min(12, "Choose at least 12 characters. Several words make a password that is long and easy to remember.")
  .max(1_000, "Choose at most 1,000 characters.")
  .refine((password) => !isCommonPassword(password), "This password, or most of it, is on lists that attackers try first. Choose another one.");

/** Whether it is a known password: as it is, written twice, or dressed up with digits and signs at its ends. */
function isCommonPassword(password: string): boolean {
  const plain = password.normalize("NFKC").toLowerCase();
  const letters = plain.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
  if (new Set(plain).size <= 3) return true;
  return [plain, letters, plain.replace(/\s+/gu, ""), halfOf(plain), halfOf(letters)].some((core) => core.length >= SHORTEST && hashes().has(hashOf(core)));
}

/** The shortest on the list: what is left of a longer password counts only from here. */
const SHORTEST = 8;

function halfOf(text: string): string {
  const half = text.slice(0, text.length / 2);
  return text === half + half ? half : "";
}

let known: ReadonlySet<number> | undefined;

function hashes(): ReadonlySet<number> {
  if (known === undefined) {
    const bytes = Uint8Array.from(atob(COMMON_PASSWORD_HASHES), (character) => character.charCodeAt(0));
    const view = new DataView(bytes.buffer);
    known = new Set(Array.from({ length: bytes.length / 4 }, (_, place) => view.getUint32(place * 4)));
  }
  return known;
}

/** FNV-1a, 32 bits: it makes the list small; one password in 200,000 is taken for another. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
