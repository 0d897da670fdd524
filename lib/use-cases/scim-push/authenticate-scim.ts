import { findScimClient, type ScimClient } from "@/lib/db/scim-tokens";

/** The system behind an Authorization header; null for whatever is no token in force. */
export async function authenticateScim(authorization: string | null): Promise<ScimClient | null> {
  const token = /^Bearer +(\S+)$/i.exec(authorization?.trim() ?? "")?.[1];
  return token === undefined || token.length > 200 ? null : findScimClient(token);
}
