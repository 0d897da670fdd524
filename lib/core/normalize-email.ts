/**
 * The one form in which an e-mail address is compared and stored: Unicode NFKC, trimmed, case folded
 * (DOMAIN rule 16). Plus tags are kept. Returns undefined for what cannot be an address, so that a
 * look-alike such as `"a@evil.com"@corp.com` never equals anybody. Idempotent.
 */
export function normalizeEmail(input: string): string | undefined {
  const email = input.normalize("NFKC").trim().toLowerCase().normalize("NFKC");
  return email.length <= 254 && ADDRESS.test(email) ? email : undefined;
}

// Deliberately narrow: no quoted local part, no spaces or control characters, one @.
const ADDRESS = /^[^\s@"(),:;<>[\\\]\p{Cc}\p{Cf}]+@[^\s@"(),:;<>[\\\]\p{Cc}\p{Cf}]+\.[^\s@"(),:;<>[\\\].\p{Cc}\p{Cf}]+$/u;
