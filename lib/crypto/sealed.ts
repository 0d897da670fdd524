import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { env } from "@/lib/env";

/** What a secret belongs to; it cannot be opened as anything else. */
export interface Binding {
  readonly organizationId: string;
  readonly integrationId: string;
  readonly field: string;
}

const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const BOX_OVERHEAD_BYTES = IV_BYTES + TAG_BYTES;
const WRAPPED_KEY_BYTES = BOX_OVERHEAD_BYTES + KEY_BYTES;

/**
 * Encrypts with a data key of its own, which is wrapped by ENCRYPTION_KEY; both are bound to `binding`. Layout:
 * version, wrapped data key, sealed text. Two calls never give the same bytes.
 */
export function seal(plaintext: string, binding: Binding): Uint8Array<ArrayBuffer> {
  const aad = aadOf(binding);
  const dataKey = randomBytes(KEY_BYTES);
  const wrapped = encrypt(wrappingKey(), dataKey, aad);
  const text = encrypt(dataKey, Buffer.from(plaintext, "utf8"), aad);
  return Uint8Array.from([VERSION, ...wrapped, ...text]);
}

/** Opens what `seal` made; throws when a bit, the key or the binding differs. */
export function unseal(sealed: Uint8Array, binding: Binding): string {
  const box = Buffer.from(sealed);
  if (box[0] !== VERSION || box.length < 1 + WRAPPED_KEY_BYTES + BOX_OVERHEAD_BYTES) {
    throw new Error("A sealed secret has a form that this version does not know.");
  }
  const aad = aadOf(binding);
  const dataKey = decrypt(wrappingKey(), box.subarray(1, 1 + WRAPPED_KEY_BYTES), aad);
  return decrypt(dataKey, box.subarray(1 + WRAPPED_KEY_BYTES), aad).toString("utf8");
}

const wrappingKey = (): Buffer => Buffer.from(env().ENCRYPTION_KEY, "base64");

// As JSON, so that no two bindings run together into the same bytes.
const aadOf = ({ organizationId, integrationId, field }: Binding): Buffer =>
  Buffer.from(JSON.stringify(["sealed", VERSION, organizationId, integrationId, field]), "utf8");

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
