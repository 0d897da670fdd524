import { z } from "zod";
import { renderSVG } from "uqr";
import type { PersonActor } from "@/lib/core/access/actor";
import { AppError } from "@/lib/core/errors";
import type { SignInIdentityId } from "@/lib/core/ids";
import { recordActivity } from "@/lib/db/activity";
import { inOrganization } from "@/lib/db/in-organization";
import { listPasskeys, removePasskey as deletePasskey, renamePasskey as changeName } from "@/lib/db/passkeys";
import {
  confirmTotpSecret,
  countRecoveryCodes,
  findTotpSecret,
  listIdentitiesWithSecondFactor,
  removeRecoveryCodes,
  removeTotpSecret,
  replaceRecoveryCodes,
} from "@/lib/db/second-factors";
import { findProvenAt, noteProof } from "@/lib/db/session-proof";
import { findEmailOfIdentity, isPasswordOf } from "@/lib/db/sign-in-identities";
import { forgetTries, takeTry } from "@/lib/db/rate-limits";
import { assertRecentProof, PROOF_LASTS_MS } from "../recent-proof";
import { assertMay, parseInput } from "../use-case";
import { Assertion, Attestation, finishAssertion, finishRegistration, startAssertion, startRegistration } from "./passkeys";
import { spendCode } from "./second-factor";
import { makeTotp, spendTotpCode } from "./totp";

const PASSWORDS = { name: "proof-password", triesMax: 10, windowS: 5 * 60 };
const Name = z.string().trim().min(1, "Give it a name.").max(100);
const Code = z.object({ code: z.string().trim().min(6).max(60) });
const Key = z.object({ id: z.uuid() });

/** What somebody signs in with; never the secrets themselves. */
export async function listSignInMethods(actor: PersonActor) {
  const { id, sessionId } = ownSession(actor);
  const [email, passkeys, totp, recoveryCodesLeft, provenAt] = await Promise.all([
    findEmailOfIdentity(id),
    listPasskeys(id),
    findTotpSecret(id),
    countRecoveryCodes(id),
    findProvenAt(sessionId),
  ]);
  return {
    email: email ?? "",
    passkeys: passkeys.map(({ credentialId: _, ...passkey }) => passkey),
    hasTotp: totp?.isConfirmed === true,
    recoveryCodesLeft,
    provenUntil: provenAt && new Date(provenAt.getTime() + PROOF_LASTS_MS),
  };
}

/** What the browser needs to make a key. */
export async function startPasskey(actor: PersonActor) {
  const id = await provenIdentity(actor);
  return startRegistration(id, (await findEmailOfIdentity(id)) ?? actor.name);
}

/** Keeps a key under a name. With the first second factor come recovery codes, shown this once; else an empty list. */
export async function addPasskey(actor: PersonActor, rawInput: unknown): Promise<{ recoveryCodes: string[] }> {
  const id = await provenIdentity(actor);
  const input = parseInput(z.object({ step: z.string().max(200), name: Name, response: Attestation }), rawInput);
  await finishRegistration(id, input);
  await record(actor, "passkey.added", { name: input.name });
  return { recoveryCodes: await firstRecoveryCodes(id) };
}

export async function renamePasskey(actor: PersonActor, rawInput: unknown): Promise<void> {
  const id = await provenIdentity(actor);
  const input = parseInput(Key.extend({ name: Name }), rawInput);
  if (!(await changeName(id, input.id, input.name))) throw new AppError("not_found", "You have no such passkey.");
  await record(actor, "passkey.renamed", { name: input.name });
}

/** A key that is removed signs nobody in from here on. */
export async function removePasskey(actor: PersonActor, rawInput: unknown): Promise<void> {
  const id = await provenIdentity(actor);
  if (!(await deletePasskey(id, parseInput(Key, rawInput).id))) throw new AppError("not_found", "You have no such passkey.");
  await dropCodesOfNothing(id);
  await record(actor, "passkey.removed", {});
}

/** A secret for an authenticator app, which counts only when a first code of it was right. */
export async function startTotp(actor: PersonActor): Promise<{ secret: string; uri: string; qr: string }> {
  const id = await provenIdentity(actor);
  const made = await makeTotp(id, (await findEmailOfIdentity(id)) ?? actor.name);
  if (!made) throw new AppError("conflict", "An authenticator app is set up already. Remove it first.");
  return { ...made, qr: renderSVG(made.uri, { border: 2 }) };
}

/** Switches the app on. With the first second factor come recovery codes, shown this once; else an empty list. */
export async function confirmTotp(actor: PersonActor, rawInput: unknown): Promise<{ recoveryCodes: string[] }> {
  const id = await provenIdentity(actor);
  const { code } = parseInput(Code, rawInput);
  if (!(await takeTry(PASSWORDS, id))) throw tooMany();
  if (!(await spendTotpCode(id, code))) throw new AppError("invalid_input", "This code is not right.", { fields: { code: "This code is not right. Type the one that the app shows now." } });
  await confirmTotpSecret(id);
  await record(actor, "totp.added", {});
  return { recoveryCodes: await firstRecoveryCodes(id) };
}

export async function removeTotp(actor: PersonActor): Promise<void> {
  const id = await provenIdentity(actor);
  if (!(await removeTotpSecret(id))) throw new AppError("not_found", "No authenticator app is set up.");
  await dropCodesOfNothing(id);
  await record(actor, "totp.removed", {});
}

/** Ten new ones in place of all others, shown this once. */
export async function makeRecoveryCodes(actor: PersonActor): Promise<{ recoveryCodes: string[] }> {
  const id = await provenIdentity(actor);
  if ((await listIdentitiesWithSecondFactor([id])).length === 0) throw new AppError("conflict", "Recovery codes stand in for a second factor. Add a passkey or an authenticator app first.");
  const recoveryCodes = await replaceRecoveryCodes(id);
  await record(actor, "recovery_codes.made", {});
  return { recoveryCodes };
}

/** What the browser needs for a proof by passkey. */
export const startProof = (actor: PersonActor) => startAssertion("passkey-proof", ownSession(actor).id);

const Proof = z.union([z.object({ password: z.string().min(1).max(1_000) }), Code, z.object({ passkey: z.object({ step: z.string().max(200), response: Assertion }) })]);

/** Proves once more that it is the same person, by any of their means; lasts ten minutes. */
export async function proveAgain(actor: PersonActor, rawInput: unknown): Promise<{ provenUntil: Date }> {
  const { id, sessionId } = ownSession(actor);
  const proof = parseInput(Proof, rawInput);
  if (!(await isRight(id, proof))) throw new AppError("forbidden", "This does not prove it. Try again, or another way.");
  const provenAt = await noteProof(sessionId);
  return { provenUntil: new Date(provenAt.getTime() + PROOF_LASTS_MS) };
}

async function isRight(id: SignInIdentityId, proof: z.output<typeof Proof>): Promise<boolean> {
  if ("passkey" in proof) return (await finishAssertion("passkey-proof", proof.passkey)).signInIdentityId === id;
  if ("code" in proof) return spendCode(id, proof.code);
  if (!(await takeTry(PASSWORDS, id))) throw tooMany();
  const isPassword = await isPasswordOf(id, proof.password);
  if (isPassword) await forgetTries(PASSWORDS, id);
  return isPassword;
}

const tooMany = (): AppError => new AppError("too_many_attempts", "Too many wrong tries. Wait five minutes, then try again.");

function ownSession(actor: PersonActor) {
  assertMay(actor, "me:read");
  if (actor.via.kind === "token") throw new AppError("forbidden", "No API token may do this. Sign in and do it yourself.");
  return { id: actor.via.signInIdentityId, sessionId: actor.via.sessionId };
}

async function provenIdentity(actor: PersonActor): Promise<SignInIdentityId> {
  const { id } = ownSession(actor);
  assertMay(actor, "me:update");
  await assertRecentProof(actor, "person");
  return id;
}

const firstRecoveryCodes = async (id: SignInIdentityId): Promise<string[]> => ((await countRecoveryCodes(id)) > 0 ? [] : replaceRecoveryCodes(id));

async function dropCodesOfNothing(id: SignInIdentityId): Promise<void> {
  if ((await listIdentitiesWithSecondFactor([id])).length === 0) await removeRecoveryCodes(id);
}

const record = (actor: PersonActor, action: string, detail: Record<string, string>): Promise<void> =>
  inOrganization(actor.organizationId, (scope) => recordActivity(scope, { actor, action, target: { type: "user", id: actor.userId, name: actor.name }, detail }));
