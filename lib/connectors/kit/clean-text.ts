const TEXT_MAX_CHARACTERS = 1_000;

// Control characters (Postgres refuses NUL), and the marks that reorder what a reader sees, with
// which one name can be made to look like another. Zero-width joiners stay: real names need them.
const UNWANTED = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/**
 * Makes a value from a source fit to store and to show: at most 1,000 characters, none of them split.
 * Undefined for a blank, which is "no opinion" and never an authoritative empty value.
 */
export function cleanText(value: string | null | undefined): string | undefined {
  if (value === null || value === undefined) return undefined;
  const text = value
    .toWellFormed()
    .replace(/[\t\n\r]+/g, " ")
    .replace(UNWANTED, "")
    .trim();
  return text === "" ? undefined : cut(text);
}

function cut(text: string): string {
  if (text.length <= TEXT_MAX_CHARACTERS) return text;
  // A character takes at most two units, so this much always holds the first thousand whole.
  const start = text.slice(0, 2 * TEXT_MAX_CHARACTERS);
  return Array.from(start).slice(0, TEXT_MAX_CHARACTERS).join("").trimEnd();
}
