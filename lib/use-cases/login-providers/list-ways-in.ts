import { normalizeEmail } from "@/lib/core/normalize-email";
import { listProvidersOfDomain, type WayOfDomain } from "@/lib/db/login-providers";

/** Where an address signs in, by its domain alone: the answer is the same whether or not there is such a person. */
export async function listWaysIn(rawEmail: string): Promise<WayOfDomain[]> {
  const [, domain] = normalizeEmail(rawEmail)?.split("@") ?? [];
  return domain === undefined ? [] : listProvidersOfDomain(domain);
}
