import { createHash, randomBytes } from "node:crypto";

/** SHA-256 as hex: all that is kept of a token. Enough, because every token here is long and random. */
export const hashToken = (token: string): string => createHash("sha256").update(token).digest("hex");

/** 256 random bits, safe in cookies and addresses. */
export const makeToken = (): string => randomBytes(32).toString("base64url");
