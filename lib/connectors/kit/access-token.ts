import { z } from "zod";
import type { Authentication, AuthenticationTools } from "@/lib/connectors/kit/connector";

const AccessToken = z.looseObject({
  access_token: z.string().min(1),
  /** Absent where the provider keeps it to itself; some send it as text. */
  expires_in: z.coerce.number().positive().nullish().catch(undefined),
});

/** Short enough for every provider that does not say how long its tokens last. */
const LIFETIME_DEFAULT_SECONDS = 10 * 60;

/** Fetches an OAuth 2.0 access token by a form, and carries it as a bearer until it runs out. */
export async function fetchAccessToken(
  tools: AuthenticationTools,
  url: URL,
  form: Readonly<Record<string, string>>,
  headers?: Readonly<Record<string, string>>,
): Promise<Authentication> {
  const token = await tools.postForm(url, form, AccessToken, headers);
  return { headers: { authorization: `Bearer ${token.access_token}` }, expiresInSeconds: token.expires_in ?? LIFETIME_DEFAULT_SECONDS };
}

/** The credentials of a client as RFC 6749 (2.3.1) writes them into a header: encoded as a form first. */
export const toBasicCredentials = (user: string, password: string): Readonly<Record<string, string>> => ({
  authorization: `Basic ${Buffer.from(`${encodeURIComponent(user)}:${encodeURIComponent(password)}`).toString("base64")}`,
});
