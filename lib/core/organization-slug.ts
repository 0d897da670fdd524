/** First segments of addresses that belong to the product itself. */
const RESERVED = new Set([
  "api",
  "blocked",
  "favicon",
  "join",
  "livez",
  "me",
  "metrics",
  "new",
  "organizations",
  "readyz",
  "robots",
  "scim",
  "setup",
  "sign-in",
  "sign-out",
  "static",
]);
const LENGTH_MAX = 48;

/** The part of an address that a name suggests: lower-case letters, digits and single hyphens; never empty. */
export function toSlug(name: string): string {
  const slug = name
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+/, "")
    .slice(0, LENGTH_MAX)
    .replace(/-+$/, "");
  return slug || "organization";
}

/** The first of `acme`, `acme-2`, `acme-3` … that is neither taken nor reserved. */
export function chooseSlug(name: string, taken: ReadonlySet<string>): string {
  const slug = toSlug(name);
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? slug : `${slug}-${number}`;
    if (!taken.has(candidate) && !RESERVED.has(candidate)) return candidate;
  }
}
