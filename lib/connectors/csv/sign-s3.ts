import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";

export interface S3Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** SHA-256 of a body without bytes, which every GET has. */
const EMPTY_BODY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/** Signs a GET and its range by AWS Signature Version 4, for the minutes in which it is sent; a proxy may change the rest. */
export async function signS3Request(url: URL, headers: Readonly<Record<string, string>>, now: Date, { region, keys }: { region: string; keys: S3Keys }): Promise<Record<string, string>> {
  const signer = new SignatureV4({
    service: "s3",
    region,
    sha256: Sha256,
    // S3 takes the path as it is sent, unlike every other service.
    uriEscapePath: false,
    credentials: { accessKeyId: keys.accessKeyId, secretAccessKey: keys.secretAccessKey, ...(keys.sessionToken !== undefined && { sessionToken: keys.sessionToken }) },
  });
  const signed = await signer.sign(
    {
      method: "GET",
      protocol: url.protocol,
      hostname: url.hostname,
      ...(url.port !== "" && { port: Number(url.port) }),
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: { ...(headers.range !== undefined && { range: headers.range }), host: url.host, "x-amz-content-sha256": EMPTY_BODY },
    },
    { signingDate: now },
  );
  const { host: _host, ...sent } = signed.headers;
  return sent;
}
