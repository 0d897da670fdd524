import { AppError } from "@/lib/core/errors";
import { EdgeError } from "./router/problem";

const MEGABYTE = 1024 * 1024;
const BODY_MAX_BYTES = MEGABYTE;
/** A 10 MB file with its form around it, or as JSON text. */
const UPLOAD_MAX_BYTES = 12 * MEGABYTE;
const UPLOAD_PATH = /^\/api\/v1\/integrations\/[^/]+\/upload(\/preview)?$/;

/** The whole body, checked before anything reads it: not too large, of a type we take, and well-formed where it is JSON. */
export async function readBody(request: Request): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (request.method === "GET" || request.method === "HEAD" || request.body === null) return undefined;
  const isUpload = UPLOAD_PATH.test(new URL(request.url).pathname);
  const bytes = await readUpTo(request, isUpload ? UPLOAD_MAX_BYTES : BODY_MAX_BYTES);
  if (bytes.length === 0) return undefined;
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (type === "application/json") assertJson(bytes, { mayHoldNul: isUpload });
  else if (type !== "multipart/form-data" || !isUpload) {
    const allowed = isUpload ? "application/json or multipart/form-data" : "application/json";
    throw new EdgeError("unsupported_media_type", `Send the body as ${allowed}.`);
  }
  return bytes;
}

async function readUpTo(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = new AppError("payload_too_large", `The body is larger than ${maxBytes / MEGABYTE} MB. Send less at once.`);
  if (Number(request.headers.get("content-length")) > maxBytes) throw tooLarge;
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = request.body?.getReader();
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    size += read.value.length;
    if (size > maxBytes) {
      await reader?.cancel();
      throw tooLarge;
    }
    chunks.push(read.value);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** PostgreSQL keeps no NUL in a text, and no name has one. Throws for an address with one. */
export function assertAddress(address: string): void {
  if (/%00/.test(address)) throw new AppError("invalid_input", "The address has a NUL character in it. Leave it out.");
}

function assertJson(bytes: Uint8Array, { mayHoldNul }: { mayHoldNul: boolean }): void {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    JSON.parse(text);
  } catch (cause) {
    throw new AppError("invalid_input", "The body is not well-formed JSON in UTF-8.", { cause });
  }
  // The parsed text again only where it can hold one: an escaped backslash before it is none.
  if (!mayHoldNul && text.includes("\\u0000")) assertNoNul(text);
}

function assertNoNul(text: string): void {
  try {
    JSON.parse(text, refuseNul);
  } catch (cause) {
    // Nested more deeply than the stack goes, which no operation of ours takes either.
    throw cause instanceof AppError ? cause : new AppError("invalid_input", "The body is nested too deeply.", { cause });
  }
}

function refuseNul(key: string, value: unknown): unknown {
  if (key.includes("\0") || (typeof value === "string" && value.includes("\0"))) {
    throw new AppError("invalid_input", "The body has a NUL character in it. Leave it out.");
  }
  return value;
}
