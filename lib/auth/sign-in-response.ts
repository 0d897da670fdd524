import type { SignInIdentityId } from "@/lib/core/ids";
import type { SignInMeans } from "@/lib/db/sessions";
import { newDeviceCookie } from "./device-cookie";
import { sessionCookie } from "./session-cookie";
import { decideSignIn, startSession } from "./start-session";

/**
 * Where a proof leads: the session's cookie is set and `redirectTo` is null, or only the status is in the way and it leads
 * to the blocked page. Null where these identities belong to nobody.
 */
export async function signInResponse(request: Request, proof: { identityIds: readonly SignInIdentityId[]; means: SignInMeans; email: string | null }): Promise<Response | null> {
  const decision = await decideSignIn(proof.identityIds);
  if (decision === false) return null;
  if (decision !== true) return Response.json({ redirectTo: pathOf(decision) });
  const userAgent = request.headers.get("user-agent")?.slice(0, 300) ?? null;
  const address = addressOf(request.headers.get("x-forwarded-for")).slice(0, 60) || null;
  const token = await startSession({ identityIds: proof.identityIds, means: proof.means, userAgent, address });
  if (token === null) return null;
  const response = Response.json({ redirectTo: null });
  const { name, options } = sessionCookie();
  response.headers.append("set-cookie", `${name}=${token}; Path=${options.path}; HttpOnly; SameSite=Lax${options.secure ? "; Secure" : ""}`);
  if (proof.email !== null) response.headers.append("set-cookie", newDeviceCookie(proof.email));
  return response;
}

/** The address the nearest proxy saw; what a caller put in front of it is not believed. */
export const addressOf = (forwardedFor: string | null): string => forwardedFor?.split(",").at(-1)?.trim() ?? "";

const pathOf = (url: string): string => new URL(url).pathname + new URL(url).search;
