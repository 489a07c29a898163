/** The address under which the caller sees this server; every link in an answer is absolute and starts with it. */
import type { RequestContext } from "./context.ts";

/**
 * Scheme, host and prefix of the request, without a trailing slash.
 * @param trustedProxies how many proxies in front may be believed (`INFRA_NB_PROXIES`): their `X-Forwarded-*` values
 * are counted from the end of each list, so that a client cannot add its own
 */
export function baseUrl(context: RequestContext, trustedProxies: number): string {
  const url = new URL(context.req.url);
  const forwarded = (name: string) => {
    if (trustedProxies < 1) return undefined;
    const values = context.req.header(`X-Forwarded-${name}`)?.split(",").map((value) => value.trim());
    return values?.at(-trustedProxies) || undefined;
  };
  const scheme = forwarded("Proto") ?? url.protocol.replace(":", "");
  let host = forwarded("Host") ?? url.host;
  const port = forwarded("Port");
  if (port && !isDefaultPort(scheme, port)) host = `${host.replace(/:\d+$/, "")}:${port}`;
  const prefix = (forwarded("Prefix") ?? "").replace(/\/+$/, "");
  return `${scheme}://${host}${prefix}`;
}

function isDefaultPort(scheme: string, port: string): boolean {
  return (scheme === "https" && port === "443") || (scheme === "http" && port === "80");
}
