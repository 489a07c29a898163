/** Addresses of a server as people type them. */

/** "Any address": to listen on, not to go to (RFC 1122 section 3.2.1.3, RFC 4291 section 2.5.2). */
export const UNSPECIFIED = ["0.0.0.0", "[::]"];

/** An address that a browser on this machine can open, of a server that listens on `url`. */
export function addressToOpen(url: string): string {
  const address = new URL(url);
  if (UNSPECIFIED.includes(address.hostname)) address.hostname = "localhost";
  return address.origin;
}
