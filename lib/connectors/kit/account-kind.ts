import type { AccountKind } from "@/lib/core/accounts";

const SERVICE_WORDS = new Set(["service", "service account", "bot", "robot", "system", "non-human", "nonhuman", "machine"]);

/** Reads a provider's user type; only a word that plainly means "no person" makes an account a service. */
export function toAccountKind(userType: string | null | undefined): AccountKind {
  const word = userType?.trim().toLowerCase().replace(/[_\s]+/g, " ") ?? "";
  return SERVICE_WORDS.has(word) ? "SERVICE" : "UNKNOWN";
}
