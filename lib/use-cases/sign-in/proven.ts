import type { SignInIdentityId } from "@/lib/core/ids";

/** Who was proved, by what. */
export interface Proven {
  readonly identityIds: readonly SignInIdentityId[];
  readonly means: "password" | "passkey" | "break-glass";
  /** As typed at sign-in; null where nothing was typed. */
  readonly email: string | null;
}
