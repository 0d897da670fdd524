import type { AuthOptions, User } from "next-auth";
import type { Adapter } from "next-auth/adapters";
import type { OAuthConfig } from "next-auth/providers/oauth";
import CredentialsProvider from "next-auth/providers/credentials";
import { z } from "zod";
import { SignInIdentityId } from "@/lib/core/ids";
import { mayEnter, nameOf } from "@/lib/db/people-at-the-gate";
import { deleteSession, findSessionAtTheGate } from "@/lib/db/sessions";
import { env } from "@/lib/env";
import { logger } from "@/lib/logger";
import { sessionCookie, sessionMaxAgeS } from "./session-cookie";
import { checkPassword } from "./sign-in-by-password";
import { addressOf } from "./sign-in-response";
import { decideSignIn, startSession } from "./start-session";

/** What the password proved: which identities it opens, before anybody looked at a status. */
interface Proof extends User {
  readonly identityIds: readonly SignInIdentityId[];
  readonly userAgent: string | null;
  readonly address: string | null;
}

const ProvenToken = z.object({ identityIds: z.array(SignInIdentityId), userAgent: z.string().nullable(), address: z.string().nullable() });
type RequestHeaders = Record<string, unknown> | undefined;
const headerOf = (headers: RequestHeaders, name: string): string | null => {
  const value = headers?.[name];
  return typeof value === "string" ? value : null;
};

async function authorize(credentials: unknown, headers: RequestHeaders, onRight: (email: string) => void): Promise<Proof | null> {
  const address = addressOf(headerOf(headers, "x-forwarded-for"));
  const checked = await checkPassword(credentials, { address, cookie: headerOf(headers, "cookie") });
  const [id] = checked?.identityIds ?? [];
  if (!checked || id === undefined) return null;
  onRight(checked.email);
  return { id, ...checked, userAgent: headerOf(headers, "user-agent")?.slice(0, 300) ?? null, address: address.slice(0, 60) || null };
}

/** next-auth calls it only after a password, and puts the answer into the cookie: so it makes the session row. */
async function makeSession(token: unknown): Promise<string> {
  const { identityIds, userAgent, address } = ProvenToken.parse(token);
  const made = await startSession({ identityIds, means: "password", userAgent, address });
  if (made === null) throw new Error("The person was blocked while signing in.");
  return made;
}

const adapter: Adapter = {
  getSessionAndUser: async (sessionToken) => {
    const found = await findSessionAtTheGate(sessionToken);
    if (!found || found.endedAt !== null || !mayEnter(found)) return null;
    return {
      session: { sessionToken, userId: found.userId, expires: found.expiresAt },
      user: { id: found.userId, email: found.email ?? "", emailVerified: null, name: nameOf(found) },
    };
  },
  deleteSession,
  updateSession: () => null,
};

/** next-auth refuses database sessions where passwords are the only way in; the route lets nobody reach this one. */
const placeholder: OAuthConfig<Record<string, never>> = {
  id: "placeholder",
  name: "Placeholder",
  type: "oauth",
  profile: () => {
    throw new Error("Nobody signs in by the placeholder.");
  },
};

/** next-auth's configuration. A function, because a build has no settings. `onRight` hears whose password was right. */
export const authOptions = (onRight: (email: string) => void = () => undefined): AuthOptions => ({
  secret: env().APP_SECRET,
  adapter,
  session: { strategy: "database", maxAge: sessionMaxAgeS(), updateAge: sessionMaxAgeS() },
  cookies: { sessionToken: sessionCookie() },
  useSecureCookies: env().APP_URL.startsWith("https://"),
  pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
  providers: [
    CredentialsProvider({
      name: "E-mail and password",
      credentials: { email: { label: "E-mail", type: "email" }, password: { label: "Password", type: "password" } },
      authorize: (credentials, request) => authorize(credentials, request.headers, onRight),
    }),
    placeholder,
  ],
  callbacks: {
    signIn: ({ user }) => decideSignIn(ProvenToken.parse(user).identityIds),
    jwt: ({ token, user }) => ({ ...token, ...ProvenToken.parse(user) }),
  },
  jwt: { encode: ({ token }) => makeSession(token), decode: () => null },
  logger: {
    error: (code, metadata) => logger.error({ code, error: metadata instanceof Error ? metadata : metadata.error }, "next-auth"),
    warn: (code) => logger.warn({ code }, "next-auth"),
    debug: () => undefined,
  },
});
