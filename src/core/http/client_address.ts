/** Where a request comes from, to count what one client does. */
import ipaddr from "ipaddr.js";
import type { RequestContext } from "./context.ts";

const UNKNOWN = "unknown";
/** An address, in brackets or not, with or without a port or a zone, as proxies write them. */
const ENTRY = /^(?:\[([\da-f:.]+)(?:%[^\]]*)?\](?::\d+)?|(\d+(?:\.\d+){3})(?::\d+)?|([\da-f:.]+)(?:%\S*)?)$/i;

/**
 * The IP address of the client; of an IPv6 address the network (its first 64 bits), since a client has all of it.
 * @param trustedProxies how many proxies in front are trusted (`INFRA_NB_PROXIES`): each appends the address it sees to
 * `X-Forwarded-For`, so the client's stands at that place from the end; what comes before is the client's own invention
 */
export function clientAddress(context: RequestContext, trustedProxies: number): string {
  const seen = context.env?.remoteAddress ?? UNKNOWN;
  const forwarded = trustedProxies < 1 ? [] : (context.req.header("X-Forwarded-For") ?? "").split(",");
  // A shorter list means that the client went past some of the proxies: the first entry is then what a trusted one saw.
  const entry = forwarded[Math.max(0, forwarded.length - trustedProxies)] ?? "";
  return readNetwork(entry.trim()) ?? readNetwork(seen) ?? seen;
}

/** The network of an address; undefined for anything else. */
function readNetwork(text: string): string | undefined {
  const [, bracketed, four, bare] = ENTRY.exec(text) ?? [];
  const given = bracketed ?? four ?? bare ?? "";
  if (!ipaddr.IPv4.isValidFourPartDecimal(given) && !ipaddr.IPv6.isValid(given)) return undefined;
  const address = ipaddr.process(given);
  if (address instanceof ipaddr.IPv4) return address.toString();
  return `${address.parts.slice(0, 4).map((part) => part.toString(16)).join(":")}::/64`;
}
