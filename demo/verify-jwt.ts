import { constants, type KeyObject, verify } from "node:crypto";

interface VerifiedJwt {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}

const PSS = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };

/** As a token endpoint reads an assertion: undefined where it was signed by another key or is over. */
export function verifyJwt(jwt: string, key: KeyObject): VerifiedJwt | undefined {
  const [header = "", claims = "", signature = ""] = jwt.split(".");
  try {
    const read = { header: readPart(header), claims: readPart(claims) };
    const options = read.header["alg"] === "PS256" ? { key, ...PSS } : { key, dsaEncoding: "ieee-p1363" as const };
    const isSigned = verify("sha256", Buffer.from(`${header}.${claims}`), options, Buffer.from(signature, "base64url"));
    return isSigned && Number(read.claims["exp"]) > Date.now() / 1_000 ? read : undefined;
  } catch {
    return undefined;
  }
}

const readPart = (part: string): Record<string, unknown> => JSON.parse(Buffer.from(part, "base64url").toString()) as Record<string, unknown>;
