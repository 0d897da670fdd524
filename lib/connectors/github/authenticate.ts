import { z } from "zod";
import type { Authentication, AuthenticationTools } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";

const InstallationToken = z.looseObject({ token: z.string().min(1), permissions: z.record(z.string(), z.string()).nullish() });

/** GitHub gives both their limits: nine minutes for the app's own proof, one hour for what it buys. */
const PROOF_SECONDS = 9 * 60;
const TOKEN_SECONDS = 60 * 60;

export interface GithubCredentials {
  readonly token: string | undefined;
  readonly privateKey: string | undefined;
  readonly appId: string | undefined;
  readonly installationId: string | undefined;
  readonly apiUrl: string;
  readonly reads: "organization" | "enterprise";
}

/** By a personal token as it is, or by an app's key, which buys a token of the app's installation. */
export async function authenticateGithub(credentials: GithubCredentials, tools: AuthenticationTools): Promise<Authentication> {
  const { token, privateKey, appId, installationId, apiUrl, reads } = credentials;
  if (token) return { headers: { authorization: `Bearer ${token}` } };
  if (!privateKey || !appId || !installationId)
    throw new ConnectorError("AUTH_REJECTED", "Enter a personal access token; or a private key together with the app's id and the installation's id.");
  const proof = await tools.signJwt({ privateKey, algorithm: "RS256", claims: { iss: appId }, lifetimeSeconds: PROOF_SECONDS });
  const url = new URL(`${apiUrl}/app/installations/${encodeURIComponent(installationId)}/access_tokens`);
  const answer = await tools.postForm(url, {}, InstallationToken, { authorization: `Bearer ${proof}` });
  if (reads === "organization" && answer.permissions && answer.permissions.members === undefined)
    throw new ConnectorError("SCOPE_MISSING", "The app may not read members. Give it the organization permission Members: read-only, accept the change in the organization, then try again.");
  return { headers: { authorization: `Bearer ${answer.token}` }, expiresInSeconds: TOKEN_SECONDS };
}
