/** So that a leaked token is found by secret scanners and a mistyped one is refused before the database is asked. */
const PREFIX = "lumos_";
const RANDOM_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const TOKEN = new RegExp(`^${PREFIX}([A-Za-z0-9_-]{${RANDOM_LENGTH}})([0-9A-Za-z]{${CHECKSUM_LENGTH}})$`);

/** The token for 43 random base64url characters (256 bits), with its checksum. */
export function toApiToken(random: string): string {
  const token = `${PREFIX}${random}${checksumOf(random)}`;
  if (!TOKEN.test(token)) throw new Error("An API token needs 43 random base64url characters.");
  return token;
}

/** Whether the text has the form of a token and its checksum is right; says nothing about its being in force. */
export function isApiToken(text: string): boolean {
  const [, random, checksum] = TOKEN.exec(text) ?? [];
  return random !== undefined && checksumOf(random) === checksum;
}

/** CRC-32 in base 62: it catches mistakes, not attackers. */
function checksumOf(text: string): string {
  let crc = 0xffffffff;
  for (const character of text) {
    crc ^= character.charCodeAt(0);
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  let rest = (crc ^ 0xffffffff) >>> 0;
  let checksum = "";
  while (checksum.length < CHECKSUM_LENGTH) {
    checksum = ALPHABET.charAt(rest % ALPHABET.length) + checksum;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return checksum;
}
