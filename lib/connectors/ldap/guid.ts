const PLACES = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];

/** Writes an objectGUID as everybody else does: its first three groups are stored with their bytes turned round. */
export function guidToText(bytes: Buffer): string | undefined {
  if (bytes.length !== 16) return undefined;
  const hex = Buffer.from(PLACES.map((place) => bytes[place] ?? 0)).toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The bytes to ask for a written one; undefined for what is none. */
export function guidToBytes(text: string): Buffer | undefined {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return undefined;
  const written = Buffer.from(text.replaceAll("-", ""), "hex");
  return Buffer.from(PLACES.map((place) => written[place] ?? 0));
}
