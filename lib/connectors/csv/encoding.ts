import { ConnectorError } from "@/lib/connectors/kit/connector-error";

/** `utf-8` is what a file without a mark is taken for, until a byte shows that it is Windows-1252. */
export type CsvEncoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

export interface EncodingSoFar {
  readonly encoding: CsvEncoding;
  /** A letter beyond ASCII was read as UTF-8, so that it cannot be Windows-1252 any more. */
  readonly isProven: boolean;
}

export interface Opening extends EncodingSoFar {
  /** Bytes of the mark, which are no text. */
  readonly markBytes: number;
}

/** Reads the first bytes of a file; throws CONFIG_INVALID for what is no text at all. */
export function readOpening([first, second, third]: Uint8Array): Opening {
  if (first === 0x50 && second === 0x4b) throw refuse("This is an Excel workbook. Save it as CSV UTF-8 and use that file.");
  if (first === 0x1f && second === 0x8b) throw refuse("The file is compressed. Give it as plain CSV.");
  if (first === 0xff && second === 0xfe) return { encoding: "utf-16le", isProven: true, markBytes: 2 };
  if (first === 0xfe && second === 0xff) return { encoding: "utf-16be", isProven: true, markBytes: 2 };
  if (first === 0xef && second === 0xbb && third === 0xbf) return { encoding: "utf-8", isProven: true, markBytes: 3 };
  // The first letter of a header is ASCII or close to it, so that one of its two bytes is zero.
  if (first === 0) return { encoding: "utf-16be", isProven: true, markBytes: 0 };
  if (second === 0) return { encoding: "utf-16le", isProven: true, markBytes: 0 };
  return { encoding: "utf-8", isProven: false, markBytes: 0 };
}

/**
 * Decodes a part that begins with a whole letter; one cut off at its end is left out unless the part is the last. A file
 * is never stored with broken names: what is neither of the known encodings is refused (CONFIG_INVALID).
 */
export function decodePart(bytes: Uint8Array, soFar: EncodingSoFar, isLast: boolean): EncodingSoFar & { readonly text: string } {
  const { encoding, isProven } = soFar;
  try {
    const text = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes, { stream: !isLast });
    return { text, encoding, isProven: isProven || /[^\0-\x7f]/.test(text) };
  } catch {
    if (encoding !== "utf-8" || isProven || hasUtf8Accents(bytes)) throw refuse("The file is written in no encoding that is known, or in two at once, so names would break. Save it as CSV UTF-8.");
    return decodePart(bytes, { encoding: "windows-1252", isProven: true }, isLast);
  }
}

/** The whole of a file that is at hand, without its mark. */
export function decodeWhole(bytes: Uint8Array): { readonly text: string; readonly encoding: CsvEncoding } {
  const { markBytes, ...soFar } = readOpening(bytes);
  const { text, encoding } = decodePart(bytes.subarray(markBytes), soFar, true);
  return { text, encoding };
}

/** An accented letter as UTF-8 writes it, which in Windows-1252 would be a name with a symbol after a capital Ã. */
const hasUtf8Accents = (bytes: Uint8Array): boolean => /\xc3[\x80-\xbf]/.test(Buffer.from(bytes).toString("latin1"));

/** How many bytes the file has for this text. */
export function countBytes(text: string, encoding: CsvEncoding): number {
  if (encoding === "utf-8") return Buffer.byteLength(text);
  return encoding === "windows-1252" ? text.length : 2 * text.length;
}

const refuse = (message: string): ConnectorError => new ConnectorError("CONFIG_INVALID", message);
