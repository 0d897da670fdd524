export const issuerOfGoogle = "https://accounts.google.com";

const TENANT = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Of one tenant; "common" would let every tenant of Microsoft say who somebody here is. */
export const issuerOfMicrosoft = (tenant: string): string | undefined =>
  TENANT.test(tenant) ? `https://login.microsoftonline.com/${tenant.toLowerCase()}/v2.0` : undefined;

/** Whether it has the form of an issuer: an address without question or fragment. What may be reached is checked at each request. */
export function isIssuer(issuer: string): boolean {
  const url = URL.parse(issuer);
  return url !== null && /^https?:$/.test(url.protocol) && url.search === "" && url.hash === "" && url.username === "" && issuer.length <= 500;
}
