/**
 * Refuses requests for hosts other than ours. A malicious page can make its own name resolve to this server (DNS rebinding)
 * and then read, as a page of the same origin, what only the network of its visitor can reach.
 */
import { hostname } from "node:os";
import type { MiddlewareHandler } from "hono";
import { message } from "../messages/mod.ts";
import type { Settings } from "../settings/mod.ts";
import type { RequestVariables } from "./context.ts";
import { ApiError } from "./errors.ts";

type HostSettings = Pick<Settings, "PUBLIC_URL" | "API_ALLOWED_HOSTS" | "INFRA_NB_PROXIES">;

/** Names that cannot be registered on the internet (RFC 6761, RFC 6762, RFC 8375, ICANN's `internal`, home routers). */
const LOCAL_DOMAINS = ["localhost", "local", "home.arpa", "internal", "lan", "home", "test"];

/** @throws ApiError 421 for a host that is not ours */
export function allowedHosts(settings: HostSettings): MiddlewareHandler<RequestVariables> {
  const isOurs = hostJudge(settings);
  return async function allowedHosts(context, next) {
    const { hostname } = new URL(context.req.url);
    if (!isOurs(hostname)) {
      throw new ApiError(421, message("http.unknown_host", { host: hostname }));
    }
    await next();
  };
}

/**
 * Tells which hosts of requests are ours: those of the settings, IP addresses (a rebound name is never one), names of
 * local networks and this machine's own. A proxy in front knows the names it serves: without settings, all are ours then.
 */
function hostJudge({ PUBLIC_URL, API_ALLOWED_HOSTS, INFRA_NB_PROXIES }: HostSettings): (host: string) => boolean {
  const given = API_ALLOWED_HOSTS ?? [];
  if (given.includes("*") || (INFRA_NB_PROXIES > 0 && !PUBLIC_URL && given.length === 0)) return () => true;
  const own = [...given, hostname().toLowerCase(), ...(PUBLIC_URL ? [new URL(PUBLIC_URL).hostname] : [])];
  const names = new Set(own.filter((name) => !name.startsWith("*.")));
  const domains = own.filter((name) => name.startsWith("*.")).map((name) => name.slice(1));
  return (requested) => {
    const host = requested.replace(/\.$/, "");
    return isAddress(host) || isLocalName(host) || names.has(host) || domains.some((domain) => host.endsWith(domain));
  };
}

/** The URL parser gives IPv4 addresses in four parts, whatever form they had, and IPv6 addresses in brackets. */
function isAddress(host: string): boolean {
  return host.startsWith("[") || /^\d+(\.\d+){3}$/.test(host);
}

/** A name of one label has no public meaning; it is one of this network, such as `raspberrypi` or a container. */
function isLocalName(host: string): boolean {
  return !host.includes(".") || LOCAL_DOMAINS.some((domain) => host.endsWith(`.${domain}`));
}
