import { BODY_MAX_BYTES } from "./discovery";
import { ScimError } from "./scim-error";

/** The body as JSON; refuses one that is too large before all of it is read, of another type, or not well-formed. */
export async function readScimBody(request: Request): Promise<unknown> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (!["application/scim+json", "application/json", ""].includes(type)) throw new ScimError(415, "Send the body as application/scim+json.");
  const tooLarge = new ScimError(413, `The body is larger than ${String(BODY_MAX_BYTES)} bytes. Send less at once.`);
  if (Number(request.headers.get("content-length")) > BODY_MAX_BYTES) throw tooLarge;
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = request.body?.getReader();
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    size += read.value.length;
    if (size > BODY_MAX_BYTES) {
      await reader?.cancel();
      throw tooLarge;
    }
    chunks.push(read.value);
  }
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks)), (key, value: unknown) => {
      if (key === "__proto__") throw new SyntaxError("A forbidden name.");
      return value;
    });
  } catch {
    throw new ScimError(400, "The body is not well-formed JSON in UTF-8.", "invalidSyntax");
  }
}
