import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
} from "@simplewebauthn/server";
import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import type { SignInIdentityId } from "@/lib/core/ids";
import { createPasskey, findPasskey, listPasskeys, notePasskeyUse, type StoredPasskey } from "@/lib/db/passkeys";
import { createStep, takeStep, type StepPurpose } from "@/lib/db/sign-in-steps";
import { env } from "@/lib/env";
import type { Proven } from "./proven";

const Binary = z.string().max(20_000);
/** What an authenticator answers; the library checks what is inside. */
export const Assertion = z.object({
  id: z.string().max(2_000),
  rawId: z.string().max(2_000),
  type: z.literal("public-key"),
  response: z.object({ clientDataJSON: Binary, authenticatorData: Binary, signature: Binary, userHandle: z.string().max(200).optional() }),
  clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
  authenticatorAttachment: z.enum(["platform", "cross-platform"]).optional(),
});
export const Attestation = z.object({
  id: z.string().max(2_000),
  rawId: z.string().max(2_000),
  type: z.literal("public-key"),
  response: z.object({ clientDataJSON: Binary, attestationObject: Binary, transports: z.array(z.string().max(30)).max(10).optional() }),
  clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
  authenticatorAttachment: z.enum(["platform", "cross-platform"]).optional(),
});

const origin = (): string => new URL(env().APP_URL).origin;
const rpID = (): string => new URL(env().APP_URL).hostname;
const REFUSED = "This passkey was not accepted. Try again, or use another way to sign in.";

/** What the browser hands to the authenticator so that it makes a key for this identity. */
export async function startRegistration(id: SignInIdentityId, label: string) {
  const known = await listPasskeys(id);
  const options = await generateRegistrationOptions({
    rpName: "Lumos User Sources",
    rpID: rpID(),
    userName: label,
    userID: new TextEncoder().encode(id),
    attestationType: "none",
    excludeCredentials: known.map((passkey) => ({ id: passkey.credentialId })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  return { step: await createStep("passkey-registration", { challenge: options.challenge, identityIds: [id] }), options: { ...options } };
}

/** Keeps the key that the authenticator made; the person was verified by it, and nobody else's registration was answered. */
export async function finishRegistration(id: SignInIdentityId, answer: { step: string; name: string; response: z.output<typeof Attestation> }): Promise<void> {
  const step = await takeStep(answer.step, "passkey-registration");
  if (step?.challenge == null || step.identityIds[0] !== id) throw new AppError("conflict", "This took too long. Start again.");
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response: answer.response as RegistrationResponseJSON,
    expectedChallenge: step.challenge,
    expectedOrigin: origin(),
    expectedRPID: rpID(),
    requireUserVerification: true,
  }).catch((cause: unknown) => refuse(cause));
  if (!verified) throw new AppError("conflict", REFUSED);
  const { credential } = registrationInfo;
  const isNew = await createPasskey({
    signInIdentityId: id,
    credentialId: credential.id,
    publicKey: Uint8Array.from(credential.publicKey),
    counter: credential.counter,
    transports: credential.transports ?? [],
    name: answer.name,
  });
  if (!isNew) throw new AppError("conflict", "This passkey is registered already.");
}

/** What the browser hands to the authenticator so that it proves somebody; without an identity, it offers whom it knows. */
export async function startAssertion(purpose: StepPurpose, id?: SignInIdentityId) {
  const known = id === undefined ? [] : await listPasskeys(id);
  const options = await generateAuthenticationOptions({
    rpID: rpID(),
    userVerification: "required",
    ...(known.length > 0 && { allowCredentials: known.map((passkey) => ({ id: passkey.credentialId })) }),
  });
  return { step: await createStep(purpose, { challenge: options.challenge, identityIds: id === undefined ? [] : [id] }), options: { ...options } };
}

/** The key that answered. Every challenge counts once; a key whose count goes back was copied, and is refused. */
export async function finishAssertion(purpose: StepPurpose, answer: { step: string; response: z.output<typeof Assertion> }): Promise<StoredPasskey> {
  const step = await takeStep(answer.step, purpose);
  const passkey = await findPasskey(answer.response.id);
  if (step?.challenge == null || !passkey) throw new AppError("unauthenticated", REFUSED);
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: answer.response as AuthenticationResponseJSON,
    expectedChallenge: step.challenge,
    expectedOrigin: origin(),
    expectedRPID: rpID(),
    credential: { id: passkey.credentialId, publicKey: passkey.publicKey, counter: passkey.counter },
    requireUserVerification: true,
  }).catch((cause: unknown) => refuse(cause));
  if (!verified || !(await notePasskeyUse(passkey.id, authenticationInfo.newCounter))) throw new AppError("unauthenticated", REFUSED);
  return passkey;
}

/** Signs in with a key alone: it stands for both factors, since it verified the person itself. */
export async function signInByPasskey(answer: { step: string; response: z.output<typeof Assertion> }): Promise<Proven> {
  const passkey = await finishAssertion("passkey-sign-in", answer);
  return { identityIds: [passkey.signInIdentityId], means: passkey.isBreakGlass ? "break-glass" : "passkey", email: null };
}

/** The library throws for whatever does not fit; to the caller it is all the same. */
function refuse(cause: unknown): never {
  throw new AppError("unauthenticated", REFUSED, { cause });
}
