import type { FetchPart } from "@/lib/connectors/csv/csv-file";
import type { ConnectorHttp, Refusal } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";

/** Of a file whose server gives no parts; every other is read in parts, however large it is. */
const WHOLE_MAX_BYTES = 100 * 1024 * 1024;
const TIMEOUT_MS = 120_000;

/** Reads a file over HTTP in parts where its server gives them, and whole where it does not. */
export function fetchPartOf(http: ConnectorHttp, url: URL): FetchPart {
  let whole: Awaited<ReturnType<FetchPart>> | undefined;
  return async (start, length) => {
    if (whole !== undefined) return whole;
    const { body: bytes, headers } = await http.getBytes(url, {
      headers: { range: `bytes=${String(start)}-${String(start + length - 1)}`, accept: "text/csv,*/*;q=0.5" },
      readRefusal: (refusal) => readRefusal(url, refusal),
      sizeMaxBytes: WHOLE_MAX_BYTES,
      timeoutMs: TIMEOUT_MS,
    });
    if (/^\s*<(!doctype|html)/i.test(Buffer.from(bytes.subarray(0, 100)).toString("latin1")))
      throw new ConnectorError("UNEXPECTED_RESPONSE", `${url.host} answered with a web page where a CSV file was expected. Check that the address is that of the file, not of a sign-in page.`);
    const range = /^bytes (\d+)-\d+\/(\d+)$/.exec(headers.get("content-range") ?? "");
    const version = headers.get("etag") ?? headers.get("last-modified") ?? "";
    if (range) return { start: Number(range[1]), bytes, size: Number(range[2]), version };
    whole = { start: 0, bytes, size: bytes.length, version };
    return whole;
  };
}

/** The words of S3, which are more than its status: a wrong key and a missing right are both a 403. */
function readRefusal({ host, pathname }: URL, { status, text }: Refusal): ConnectorError | undefined {
  const code = /<Code>([^<]{1,100})<\/Code>/.exec(text)?.[1];
  if (code === "InvalidAccessKeyId" || code === "SignatureDoesNotMatch" || code === "ExpiredToken" || code === "InvalidToken")
    return new ConnectorError("AUTH_REJECTED", `${host} rejected the access key (${code}). Reconnect with a current one.`);
  if (code === "AuthorizationHeaderMalformed" || code === "PermanentRedirect" || code === "NoSuchBucket")
    return new ConnectorError("CONFIG_INVALID", `${host} does not have this bucket in this region (${code}). Check the bucket and the region in the settings.`);
  if (status === 404) return new ConnectorError("CONFIG_INVALID", `There is no file at ${host}${pathname.slice(0, 200)}. Check the address in the settings.`, { httpStatus: status });
  if (status === 403)
    return new ConnectorError("SCOPE_MISSING", `${host} does not let these credentials read the file${code === undefined ? "" : ` (${code})`}. Grant them the right to read it (s3:GetObject in a bucket), then try again.`);
  if (status === 416) return new ConnectorError("CONFIG_INVALID", "The file is empty. The first line must name the columns.");
  return undefined;
}
