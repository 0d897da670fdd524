import { createPrivateKey, randomUUID } from "node:crypto";
import { importJWK, importPKCS8, SignJWT, type CryptoKey } from "jose";
import type { Authentication, AuthenticationTools, JwtToSign } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";

/** A token that ends while a page is under way would fail it. */
const RENEW_BEFORE_SECONDS = 60;

/** What a request takes along. */
export type SentAuthentication = Pick<Authentication, "headers" | "sealBody" | "signRequest">;

interface KeptAuthentication extends SentAuthentication {
  readonly renewAtMs: number | undefined;
}

export interface Credentials {
  /**
   * Asks with current headers. Where the source refuses (401) a token that runs out by itself and was used before, a new
   * one is fetched and the request is sent once more: tokens are revoked before their time.
   */
  readonly use: <Result>(ask: (authentication: SentAuthentication) => Promise<Result>) => Promise<Result>;
  /** Every header value that was ever sent, for redaction. */
  readonly shownNowhere: () => readonly string[];
}

/** Keeps the headers of an integration until they run out; several requests at once wait for the same renewal. */
export function keepAuthenticated(
  authenticate: (tools: AuthenticationTools) => Authentication | Promise<Authentication>,
  tools: AuthenticationTools,
): Credentials {
  const shown = new Set<string>();
  let current: Promise<KeptAuthentication> | undefined;
  const renew = async (): Promise<KeptAuthentication> => {
    const { headers, sealBody, signRequest, expiresInSeconds } = await authenticate(tools);
    for (const value of Object.values(headers)) shown.add(value);
    return { headers, sealBody, signRequest, renewAtMs: expiresInSeconds === undefined ? undefined : Date.now() + Math.max(0, expiresInSeconds - RENEW_BEFORE_SECONDS) * 1_000 };
  };
  const begin = (): Promise<KeptAuthentication> => {
    const started = renew();
    current = started;
    // A failed one is tried again by the next request.
    started.catch(() => {
      if (current === started) current = undefined;
    });
    return started;
  };
  return {
    use: async (ask) => {
      const kept = current;
      const held = await kept;
      const isCurrent = held !== undefined && (held.renewAtMs === undefined || Date.now() < held.renewAtMs);
      const used = isCurrent ? held : await (current === kept ? begin() : current);
      const sent = used ?? (await begin());
      try {
        return await ask(sent);
      } catch (error) {
        if (!isCurrent || sent.renewAtMs === undefined || !(error instanceof ConnectorError) || error.kind !== "AUTH_REJECTED") throw error;
        return ask(await begin());
      }
    },
    shownNowhere: () => [...shown],
  };
}

/** Signs by the clock of this machine; throws AUTH_REJECTED where the key cannot be read. */
export async function signJwt({ privateKey, algorithm, header, claims, lifetimeSeconds }: JwtToSign): Promise<string> {
  const key = await readKey(privateKey, algorithm);
  const nowSeconds = Math.floor(Date.now() / 1_000);
  return new SignJWT({ ...claims })
    .setProtectedHeader({ typ: "JWT", ...header, alg: algorithm })
    .setIssuedAt(nowSeconds)
    .setExpirationTime(nowSeconds + lifetimeSeconds)
    .setJti(randomUUID())
    .sign(key);
}

async function readKey(text: string, algorithm: string): Promise<CryptoKey | Uint8Array> {
  try {
    return text.trimStart().startsWith("{") ? await importJWK(JSON.parse(text) as Record<string, unknown>, algorithm) : await importPKCS8(toPkcs8(text), algorithm);
  } catch {
    // The cause may quote the key.
    throw new ConnectorError("AUTH_REJECTED", `The private key cannot be read as ${algorithm}. Paste it whole, from its first to its last line, as PEM (PKCS #8) or as a JWK.`);
  }
}

/** Some providers hand out the older form of RSA keys (PKCS #1), which means the same; a form field may have lost its lines. */
function toPkcs8(pem: string): string {
  const body = /-----BEGIN RSA PRIVATE KEY-----([^-]+)-----END/.exec(pem)?.[1];
  if (body === undefined) return pem;
  return createPrivateKey({ key: Buffer.from(body, "base64"), format: "der", type: "pkcs1" }).export({ type: "pkcs8", format: "pem" }).toString();
}
