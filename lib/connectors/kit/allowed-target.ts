import { lookup } from "node:dns";
import type { LookupAddress, LookupOptions } from "node:dns";
import ipaddr from "ipaddr.js";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";

/**
 * Refuses, with CONFIG_INVALID, what can be refused without a look-up: other schemes than https, user
 * info, and addresses that are written out and not public. Names are checked again at connect.
 */
export function assertAllowedTarget(url: URL, allowPrivateTargets: boolean): void {
  if (url.username !== "" || url.password !== "")
    throw new ConnectorError("CONFIG_INVALID", "Leave the user name and password out of the address; credentials have fields of their own.");
  if (url.protocol !== "https:" && !(allowPrivateTargets && url.protocol === "http:"))
    throw new ConnectorError("CONFIG_INVALID", "The address must begin with https://, so that credentials travel encrypted.");
  if (allowPrivateTargets) return;
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const isLocalName = /(^|\.)localhost\.?$/i.test(host);
  if (isLocalName || (ipaddr.isValid(host) && !isPublicAddress(host))) throw notPublic(url.host);
}

/** Whether an address is global unicast, judged by the IPv4 address inside where an IPv6 address carries one. */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address.kind() === "ipv4") return address.range() === "unicast";
  const bytes = address.toByteArray();
  const inner = embeddedIpv4(address.range(), bytes);
  if (inner.length > 0) return inner.every((part) => ipaddr.fromByteArray(part).range() === "unicast");
  // Outside 2000::/3 nothing is global unicast, also where the library knows no name for the range.
  return address.range() === "unicast" && ((bytes[0] ?? 0) & 0xe0) === 0x20;
}

/** Resolves like Node does, and fails when any address of the name is not public. */
export function lookupPublic(
  hostname: string,
  options: LookupOptions,
  done: (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void,
): void {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) {
      done(error, []);
      return;
    }
    const first = addresses[0];
    if (first === undefined || !addresses.every(({ address }) => isPublicAddress(address))) done(notPublic(hostname), []);
    else if (options.all === true) done(null, addresses);
    else done(null, first.address, first.family);
  });
}

function embeddedIpv4(range: string, bytes: number[]): number[][] {
  switch (range) {
    case "ipv4Mapped":
      return [bytes.slice(12)];
    case "rfc6052":
      // Only 64:ff9b::/96 has the address at the end; 64:ff9b:1::/48 is for private use.
      return bytes.slice(4, 12).every((byte) => byte === 0) ? [bytes.slice(12)] : [];
    case "6to4":
      return [bytes.slice(2, 6)];
    case "teredo":
      // The server's address, and the client's with every bit inverted.
      return [bytes.slice(4, 8), bytes.slice(12).map((byte) => byte ^ 0xff)];
    default:
      return [];
  }
}

const notPublic = (host: string): ConnectorError =>
  new ConnectorError(
    "CONFIG_INVALID",
    `${host} does not lead to a public address, so it was not contacted. Check the address; whoever operates this server can allow private ones.`,
  );
