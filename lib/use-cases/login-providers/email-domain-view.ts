import type { EmailDomainRecord } from "@/lib/db/email-domains";

/** Where the TXT record stands: a name of its own, so that it is in nobody's way. */
export const recordNameOf = (domain: string): string => `_lumos-user-sources.${domain}`;
export const recordValueOf = (token: string): string => `lumos-domain=${token}`;

/** With the record that an Admin puts into the DNS. */
export const toDomainView = ({ token, ...domain }: EmailDomainRecord) => ({
  ...domain,
  record: { name: recordNameOf(domain.domain), value: recordValueOf(token) },
});
