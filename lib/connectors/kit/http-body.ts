import { ConnectorError } from "@/lib/connectors/kit/connector-error";

const REFUSAL_MAX_BYTES = 64 * 1024;

/** Reads a body to its end; throws UNEXPECTED_RESPONSE as soon as it is larger than allowed, counted after decompression. */
export async function readBody(host: string, body: AsyncIterable<Uint8Array> | null, sizeMaxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > sizeMaxBytes)
      throw new ConnectorError("UNEXPECTED_RESPONSE", `One answer of ${host} is larger than ${String(Math.floor(sizeMaxBytes / 1024 / 1024))} MB. Nothing was changed. Check the address in the settings.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** As much as an error needs; a broken body is no error of its own, since the status already is. */
export async function readRefusalBody(body: AsyncIterable<Uint8Array> | null): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body ?? []) {
      chunks.push(chunk);
      size += chunk.byteLength;
      if (size >= REFUSAL_MAX_BYTES) break;
    }
  } catch {
    // What came so far is what there is.
  }
  return new TextDecoder().decode(Buffer.concat(chunks).subarray(0, REFUSAL_MAX_BYTES));
}
