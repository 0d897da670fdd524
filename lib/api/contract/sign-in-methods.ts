import { oc } from "@orpc/contract";
import { z } from "zod";
import { Instant } from "./common";

const tags = ["Sign-in methods"];
const Ceremony = z.object({ step: z.string(), options: z.record(z.string(), z.unknown()) });
const Response = z.record(z.string(), z.unknown());
const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });

const SignInMethods = z.object({
  email: z.string(),
  passkeys: z.array(z.object({ id: z.uuid(), name: z.string(), createdAt: Instant, lastUsedAt: Instant.nullable() })),
  hasTotp: z.boolean(),
  recoveryCodesLeft: z.number().int(),
  /** Until when what is worth a stolen session needs no new proof. */
  provenUntil: Instant.nullable(),
});
export type SignInMethods = z.output<typeof SignInMethods>;

export const signInMethodsContract = {
  get: oc.route({ method: "GET", path: "/me/sign-in-methods", tags, summary: "What I sign in with" }).output(SignInMethods),
  startPasskey: oc.route({ method: "POST", path: "/me/passkeys/options", tags, summary: "Begin to register a passkey" }).output(Ceremony),
  addPasskey: oc
    .route({ method: "POST", path: "/me/passkeys", successStatus: 201, tags, summary: "Register a passkey" })
    .input(z.object({ step: z.string(), name: z.string(), response: Response }))
    .output(RecoveryCodes),
  renamePasskey: oc
    .route({ method: "PATCH", path: "/me/passkeys/{id}", successStatus: 204, tags, summary: "Rename a passkey" })
    .input(z.object({ id: z.uuid(), name: z.string() }))
    .output(z.void()),
  removePasskey: oc
    .route({ method: "DELETE", path: "/me/passkeys/{id}", successStatus: 204, tags, summary: "Remove a passkey" })
    .input(z.object({ id: z.uuid() }))
    .output(z.void()),
  startTotp: oc
    .route({ method: "POST", path: "/me/totp", successStatus: 201, tags, summary: "Begin to set up an authenticator app" })
    .output(z.object({ secret: z.string(), uri: z.string(), qr: z.string() })),
  confirmTotp: oc
    .route({ method: "POST", path: "/me/totp/confirmation", tags, summary: "Switch the authenticator app on with its first code" })
    .input(z.object({ code: z.string() }))
    .output(RecoveryCodes),
  removeTotp: oc.route({ method: "DELETE", path: "/me/totp", successStatus: 204, tags, summary: "Remove the authenticator app" }).output(z.void()),
  makeRecoveryCodes: oc
    .route({ method: "POST", path: "/me/recovery-codes", successStatus: 201, tags, summary: "Make ten new recovery codes in place of all others" })
    .output(RecoveryCodes),
  startProof: oc.route({ method: "POST", path: "/me/proof/options", tags, summary: "Begin a proof by passkey" }).output(Ceremony),
  prove: oc
    .route({ method: "POST", path: "/me/proof", tags, summary: "Prove once more that it is you; lasts ten minutes" })
    .input(z.union([z.object({ password: z.string() }), z.object({ code: z.string() }), z.object({ passkey: z.object({ step: z.string(), response: Response }) })]))
    .output(z.object({ provenUntil: Instant })),
};
