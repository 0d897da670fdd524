import {
  addPasskey,
  confirmTotp,
  listSignInMethods,
  makeRecoveryCodes,
  proveAgain,
  removePasskey,
  removeTotp,
  renamePasskey,
  startPasskey,
  startProof,
  startTotp,
} from "@/lib/use-cases/sign-in/sign-in-methods";
import { os } from "./base";
import { toWire } from "./wire";

export const signInMethodsRouter = {
  get: os.signInMethods.get.handler(async ({ context }) => toWire(await listSignInMethods(context.actor))),
  startPasskey: os.signInMethods.startPasskey.handler(({ context }) => startPasskey(context.actor)),
  addPasskey: os.signInMethods.addPasskey.handler(({ context, input }) => addPasskey(context.actor, input)),
  renamePasskey: os.signInMethods.renamePasskey.handler(({ context, input }) => renamePasskey(context.actor, input)),
  removePasskey: os.signInMethods.removePasskey.handler(({ context, input }) => removePasskey(context.actor, input)),
  startTotp: os.signInMethods.startTotp.handler(({ context }) => startTotp(context.actor)),
  confirmTotp: os.signInMethods.confirmTotp.handler(({ context, input }) => confirmTotp(context.actor, input)),
  removeTotp: os.signInMethods.removeTotp.handler(({ context }) => removeTotp(context.actor)),
  makeRecoveryCodes: os.signInMethods.makeRecoveryCodes.handler(({ context }) => makeRecoveryCodes(context.actor)),
  startProof: os.signInMethods.startProof.handler(({ context }) => startProof(context.actor)),
  prove: os.signInMethods.prove.handler(async ({ context, input }) => toWire(await proveAgain(context.actor, input))),
};
