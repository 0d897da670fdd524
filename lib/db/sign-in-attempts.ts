import { z } from "zod";
import { type LoginProviderId, UserId } from "@/lib/core/ids";
import type { OrganizationScope } from "./in-organization";
import { hashToken } from "./secret-tokens";

const Attempt = z.object({
  nonce: z.string(),
  codeVerifier: z.string(),
  providerVersion: z.int(),
  testerId: UserId.nullable(),
  returnTo: z.string(),
});
export type SignInAttempt = z.output<typeof Attempt>;

/** Notes a sign-in that begins; of `state` and of the browser's token only hashes are kept. Clears away what is too old. */
export async function insertAttempt(
  { db, organizationId }: OrganizationScope,
  loginProviderId: LoginProviderId,
  attempt: SignInAttempt & { readonly state: string; readonly browserToken: string; readonly expiresAt: Date },
): Promise<void> {
  const { state, browserToken, ...kept } = attempt;
  await db.signInAttempt.deleteMany({ where: { organizationId, expiresAt: { lt: new Date() } } });
  await db.signInAttempt.create({
    data: { organizationId, loginProviderId, stateHash: hashToken(state), browserHash: hashToken(browserToken), ...kept },
  });
}

/** Uses an attempt up. Null for one that is used, too old, of another provider or of another browser. */
export async function spendAttempt(
  { db, organizationId }: OrganizationScope,
  loginProviderId: LoginProviderId,
  { state, browserToken }: { readonly state: string; readonly browserToken: string },
): Promise<SignInAttempt | null> {
  const rows = await db.$queryRaw<unknown[]>`
    delete from sign_in_attempts
    where organization_id = ${organizationId}::uuid and login_provider_id = ${loginProviderId}::uuid
      and state_hash = ${hashToken(state)} and browser_hash = ${hashToken(browserToken)} and expires_at > now()
    returning nonce, code_verifier as "codeVerifier", provider_version as "providerVersion", tester_id as "testerId", return_to as "returnTo"`;
  return z.array(Attempt).parse(rows)[0] ?? null;
}
