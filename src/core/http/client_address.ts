/** Where a request comes from, to count what one client does. */
import type { RequestContext } from "./context.ts";

const UNKNOWN = "unknown";

/**
 * The IP address of the client; of an IPv6 address the network (its first 64 bits), since a client has all of it.
 * @param trustedProxies how many proxies in front may be believed (`INFRA_NB_PROXIES`): each adds the address it sees at the
 * end of `X-Forwarded-For`
 */
export function clientAddress(context: RequestContext, trustedProxies: number): string {
  const seen = context.env?.remoteAddress ?? UNKNOWN;
  if (trustedProxies < 1) return network(seen);
  const forwarded = context.req.header("X-Forwarded-For")?.split(",").map((value) => value.trim());
  return network(forwarded?.at(-trustedProxies) || seen);
}

function network(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped || !URL.canParse(`http://[${address}]`)) return mapped ?? address;
  // The URL parser writes an address in its shortest form (RFC 5952).
  const [front, back] = new URL(`http://[${address}]`).hostname.slice(1, -1).split("::");
  const groups = (text: string | undefined) => text ? text.split(":") : [];
  const missing = back === undefined ? 0 : 8 - groups(front).length - groups(back).length;
  return [...groups(front), ...Array(missing).fill("0"), ...groups(back)].slice(0, 4).join(":") + "::/64";
}
