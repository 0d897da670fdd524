"use client";

import { startAuthentication, type PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/browser";
import { sendForm } from "@/lib/api/client";
import { follow } from "./follow";

interface Ceremony {
  readonly step: string;
  readonly options: PublicKeyCredentialRequestOptionsJSON;
}

/** Lets the browser offer the passkeys it knows, and signs in with the chosen one. */
export async function signInByPasskey(target: string): Promise<void> {
  const { step, options } = await sendForm<Ceremony>("/api/sign-in/passkey/options", {});
  const response = await startAuthentication({ optionsJSON: options });
  const { redirectTo } = await sendForm<{ redirectTo: string | null }>("/api/sign-in/passkey", { step, response });
  follow(redirectTo, target);
}
