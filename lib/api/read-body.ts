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
  if (type === "application/json") assertJson(bytes);
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

function assertJson(bytes: Uint8Array): void {
  try {
    JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new AppError("invalid_input", "The body is not well-formed JSON in UTF-8.", { cause });
  }
}
