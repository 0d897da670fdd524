import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { env } from "@/lib/env";

/** What a secret belongs to; it cannot be opened as anything else. */
export interface Binding {
  readonly organizationId: string;
  readonly integrationId: string;
  readonly field: string;
}

/** The first form named no key, and bound the wrapped data key too; it is still read. */
const FIRST_VERSION = 1;
const VERSION = 2;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const KEY_ID_BYTES = 8;
const BOX_OVERHEAD_BYTES = IV_BYTES + TAG_BYTES;
const WRAPPED_KEY_BYTES = BOX_OVERHEAD_BYTES + KEY_BYTES;

/**
 * Encrypts with a data key of its own, bound to `binding`; ENCRYPTION_KEY wraps the data key. Layout: version, id of the
 * wrapping key, wrapped data key, sealed text. Two calls never give the same bytes.
 */
export function seal(plaintext: string, binding: Binding): Uint8Array<ArrayBuffer> {
  const dataKey = randomBytes(KEY_BYTES);
  const text = encrypt(dataKey, Buffer.from(plaintext, "utf8"), textAad(VERSION, binding));
  return Uint8Array.from([...head(currentKey()), ...wrap(dataKey), ...text]);
}

/** Opens what `seal` made, under ENCRYPTION_KEY or the one before it; throws when a bit, the key or the binding differs. */
export function unseal(sealed: Uint8Array, binding: Binding): string {
  if (sealed[0] === FIRST_VERSION) return unsealFirstForm(Buffer.from(sealed), binding);
  const { dataKey, text } = unwrap(Buffer.from(sealed));
  return decrypt(dataKey, text, textAad(VERSION, binding)).toString("utf8");
}

/** The first bytes of whatever the current ENCRYPTION_KEY wraps: all else waits for `rewrap`. */
export const currentHead = (): Buffer => head(currentKey());

/** The same secret under the current ENCRYPTION_KEY, without opening it; throws where neither key fits. */
export function rewrap(sealed: Uint8Array): Uint8Array<ArrayBuffer> {
  const { dataKey, text } = unwrap(Buffer.from(sealed));
  return Uint8Array.from([...currentHead(), ...wrap(dataKey), ...text]);
}

const currentKey = (): Buffer => Buffer.from(env().ENCRYPTION_KEY, "base64");

function keys(): Buffer[] {
  const { ENCRYPTION_KEY_PREVIOUS: previous } = env();
  return previous === undefined ? [currentKey()] : [currentKey(), Buffer.from(previous, "base64")];
}

// Derived apart from all use as a key, so that it gives nothing away.
const head = (key: Buffer): Buffer =>
  Buffer.from([VERSION, ...createHash("sha256").update("wrapping key id").update(key).digest().subarray(0, KEY_ID_BYTES)]);

const HEAD_BYTES = 1 + KEY_ID_BYTES;
const wrapAad = (headOfKey: Buffer): Buffer => Buffer.concat([Buffer.from("data key"), headOfKey]);
const wrap = (dataKey: Buffer): Buffer => encrypt(currentKey(), dataKey, wrapAad(currentHead()));

function unwrap(box: Buffer): { dataKey: Buffer; text: Buffer } {
  if (box[0] !== VERSION || box.length < HEAD_BYTES + WRAPPED_KEY_BYTES + BOX_OVERHEAD_BYTES) {
    throw new Error("A sealed secret has a form that this version does not know.");
  }
  const headOfBox = box.subarray(0, HEAD_BYTES);
  const key = keys().find((candidate) => timingSafeEqual(head(candidate), headOfBox));
  if (!key) throw new Error("A secret was sealed with a key that this server does not have.");
  const dataKey = decrypt(key, box.subarray(HEAD_BYTES, HEAD_BYTES + WRAPPED_KEY_BYTES), wrapAad(headOfBox));
  return { dataKey, text: box.subarray(HEAD_BYTES + WRAPPED_KEY_BYTES) };
}

function unsealFirstForm(box: Buffer, binding: Binding): string {
  const aad = textAad(FIRST_VERSION, binding);
  for (const key of keys()) {
    try {
      const dataKey = decrypt(key, box.subarray(1, 1 + WRAPPED_KEY_BYTES), aad);
      return decrypt(dataKey, box.subarray(1 + WRAPPED_KEY_BYTES), aad).toString("utf8");
    } catch {
      // The other key may fit.
    }
  }
  throw new Error("A secret of the first form opens with none of this server's keys.");
}

// As JSON, so that no two bindings run together into the same bytes.
const textAad = (version: number, { organizationId, integrationId, field }: Binding): Buffer =>
  Buffer.from(JSON.stringify(["sealed", version, organizationId, integrationId, field]), "utf8");

function encrypt(key: Buffer, plain: Buffer, aad: Buffer): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(aad);
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
}

function decrypt(key: Buffer, box: Buffer, aad: Buffer): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", key, box.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(aad);
  decipher.setAuthTag(box.subarray(IV_BYTES, BOX_OVERHEAD_BYTES));
  return Buffer.concat([decipher.update(box.subarray(BOX_OVERHEAD_BYTES)), decipher.final()]);
}
