/** Which addresses of the network belong to everybody. */
import ipaddr from "ipaddr.js";

/** IPv6 addresses are handed out from here alone (RFC 4291 section 2.4, IANA's registry of global unicast addresses). */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR("2000::/3");

/**
 * Whether an address is one of the public internet: no loopback, private, link-local, shared, multicast, documentation or
 * otherwise special one (RFC 6890), nor one that leads to an IPv4 address by translation (NAT64, 6to4, Teredo).
 * An IPv4 address mapped into IPv6 (RFC 4291 section 2.5.5.2) counts as what it is.
 * @param text IPv4 or IPv6, as `node:dns` gives it; anything else is not public
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  if (address.range() !== "unicast") return false;
  return address instanceof ipaddr.IPv4 || address.match(GLOBAL_UNICAST);
}
