import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";

const ORIGIN = "http://localhost:3000";
const RP_ID = "localhost";
const sha256 = (bytes: Buffer | string): Buffer => createHash("sha256").update(bytes).digest();

/** A security key in software: it makes one key, and counts its uses. */
export class SoftwareAuthenticator {
  readonly id = randomBytes(32);
  counter = 0;
  readonly #keys: { publicKey: KeyObject; privateKey: KeyObject } = generateKeyPairSync("ec", { namedCurve: "P-256" });

  register(options: Record<string, unknown>, { isVerified = true } = {}) {
    const { x = "", y = "" } = this.#keys.publicKey.export({ format: "jwk" });
    const key = Buffer.concat([Buffer.from("a5010203262001215820", "hex"), Buffer.from(x, "base64url"), Buffer.from("225820", "hex"), Buffer.from(y, "base64url")]);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.id.length);
    const authData = Buffer.concat([this.#head(isVerified ? 0x45 : 0x41), Buffer.alloc(16), length, this.id, key]);
    const size = Buffer.alloc(2);
    size.writeUInt16BE(authData.length);
    const attestation = Buffer.concat([Buffer.from("a363666d74646e6f6e656761747453746d74a068617574684461746159", "hex"), size, authData]);
    return {
      ...this.#envelope(),
      response: { clientDataJSON: clientData("webauthn.create", options).toString("base64url"), attestationObject: attestation.toString("base64url") },
    };
  }

  prove(options: Record<string, unknown>, { isVerified = true, origin = ORIGIN } = {}) {
    this.counter += 1;
    const authData = this.#head(isVerified ? 0x05 : 0x01);
    const client = clientData("webauthn.get", options, origin);
    const signature = sign("sha256", Buffer.concat([authData, sha256(client)]), this.#keys.privateKey);
    return {
      ...this.#envelope(),
      response: { clientDataJSON: client.toString("base64url"), authenticatorData: authData.toString("base64url"), signature: signature.toString("base64url") },
    };
  }

  #envelope() {
    const id = this.id.toString("base64url");
    return { id, rawId: id, type: "public-key" as const, clientExtensionResults: {} };
  }

  #head(flags: number): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(this.counter);
    return Buffer.concat([sha256(RP_ID), Buffer.from([flags]), count]);
  }
}

const clientData = (type: string, { challenge }: Record<string, unknown>, origin = ORIGIN): Buffer =>
  Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
