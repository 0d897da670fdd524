import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface FileServerOptions {
  /** Who may read, by AWS Signature Version 4. */
  readonly keys?: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly region: string };
  /** The header that every request has to carry. */
  readonly authorization?: string;
  /** Answers the whole file to whoever asks for a part, as some servers do. */
  readonly withoutParts?: boolean;
}

export interface FileServer {
  readonly origin: string;
  /** Path → content; replacing one gives it another ETag. */
  readonly files: Map<string, Uint8Array>;
  /** Path and range of each request so far. */
  readonly requests: readonly string[];
  stop(): Promise<void>;
}

/** Serves files over HTTP as S3 does: in parts, with an ETag, and, where there are keys, only to requests that are signed. */
export async function startFileServer({ keys, authorization, withoutParts = false }: FileServerOptions = {}): Promise<FileServer> {
  const files = new Map<string, Uint8Array>();
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://local").pathname;
    requests.push(`${path} ${request.headers.range ?? ""}`);
    const refusal = keys ? findSignatureProblem(request, keys) : authorization !== undefined && request.headers.authorization !== authorization ? "AccessDenied" : undefined;
    if (refusal !== undefined) return refuse(response, keys ? 403 : 401, refusal);
    const file = files.get(decodeURIComponent(path));
    if (file === undefined) return refuse(response, 404, "NoSuchKey");
    return serve(request, response, file, withoutParts);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { origin: `http://127.0.0.1:${String(port)}`, files, requests, stop };
}

function serve(request: IncomingMessage, response: ServerResponse, file: Uint8Array, withoutParts: boolean): void {
  const headers = { etag: `"${createHash("md5").update(file).digest("hex")}"`, "content-type": "text/csv" };
  const range = withoutParts ? null : /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "");
  if (range === null) {
    response.writeHead(200, { ...headers, "content-length": file.length }).end(file);
    return;
  }
  const start = Number(range[1]);
  if (start >= file.length) return refuse(response, 416, "InvalidRange");
  const part = file.subarray(start, Number(range[2]) + 1);
  response.writeHead(206, { ...headers, "content-length": part.length, "content-range": `bytes ${String(start)}-${String(start + part.length - 1)}/${String(file.length)}` }).end(part);
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { "content-type": "application/xml" }).end(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>Refused.</Message></Error>`);
}

type Keys = NonNullable<FileServerOptions["keys"]>;
const AUTHORIZATION = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;
const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

/** Signature Version 4 as AWS publishes it, written apart from the library that signs. */
function findSignatureProblem(request: IncomingMessage, { accessKeyId, secretAccessKey, region }: Keys): string | undefined {
  const [, id, day = "", signedRegion = "", signedHeaders = "", signature] = AUTHORIZATION.exec(request.headers.authorization ?? "") ?? [];
  if (id === undefined) return "AccessDenied";
  if (id !== accessKeyId) return "InvalidAccessKeyId";
  if (signedRegion !== region) return "AuthorizationHeaderMalformed";
  const header = (name: string): string => [request.headers[name]].flat().join(",").trim().replace(/ +/g, " ");
  const names = signedHeaders.split(";");
  if (!names.includes("host") || !names.includes("x-amz-date") || !names.includes("range")) return "SignatureDoesNotMatch";
  const date = header("x-amz-date");
  const at = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
  if (!(Math.abs(Date.now() - at) < 15 * 60_000)) return "RequestTimeTooSkewed";
  const [path = "", query = ""] = (request.url ?? "").split("?");
  const canonical = [request.method ?? "", path, query, ...names.map((name) => `${name}:${header(name)}`), "", signedHeaders, header("x-amz-content-sha256")].join("\n");
  const toSign = ["AWS4-HMAC-SHA256", date, `${day}/${region}/s3/aws4_request`, createHash("sha256").update(canonical).digest("hex")].join("\n");
  const key = ["s3", "aws4_request"].reduce(hmac, hmac(hmac(`AWS4${secretAccessKey}`, day), region));
  return hmac(key, toSign).toString("hex") === signature ? undefined : "SignatureDoesNotMatch";
}
