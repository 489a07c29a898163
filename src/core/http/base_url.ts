/** The address under which the caller sees this server; every link in an answer is absolute and starts with it. */
import type { MiddlewareHandler } from "hono";
import type { Settings } from "../settings/mod.ts";
import type { RequestContext, RequestVariables } from "./context.ts";

type AddressSettings = Pick<Settings, "PUBLIC_URL" | "INFRA_NB_PROXIES">;

/**
 * Works out the base URL of each request: `PUBLIC_URL` where it is set, else what trusted proxies report, else the address
 * that the request itself names.
 */
export function publicAddress(settings: AddressSettings): MiddlewareHandler<RequestVariables> {
  return async function publicAddress(context, next) {
    context.set("baseUrl", settings.PUBLIC_URL ?? reportedAddress(context, settings.INFRA_NB_PROXIES));
    await next();
  };
}

/**
 * Scheme, host and path prefix, without a trailing slash. Good for links only: without `PUBLIC_URL` a proxy that passes on
 * what clients send lets them choose it, so it never decides which pages are our own (`ownOrigins()` does).
 */
export function baseUrl(context: RequestContext): string {
  return context.get("baseUrl") ?? new URL(context.req.url).origin;
}

/** Path under which the caller sees this server: empty, or a prefix such as `/panoramax`. */
export function basePath(context: RequestContext): string {
  return new URL(baseUrl(context)).pathname.replace(/\/+$/, "");
}

/**
 * The address from `X-Forwarded-*`. Each proxy appends to these lists, so values count from the end and a client cannot add
 * its own; what is not well-formed is ignored. `Forwarded` (RFC 7239) is not read: a proxy that sets one kind of header
 * passes the other kind on from clients.
 */
function reportedAddress(context: RequestContext, trustedProxies: number): string {
  const url = new URL(context.req.url);
  if (trustedProxies < 1) return url.origin;
  const forwarded = (name: string) =>
    context.req.header(`X-Forwarded-${name}`)?.split(",").map((value) => value.trim()).at(-trustedProxies) ?? "";
  const scheme = readScheme(forwarded("Proto")) ?? url.protocol.slice(0, -1);
  const host = readHost(forwarded("Host")) ?? url.host;
  const port = readPort(forwarded("Port"));
  const authority = port === undefined ? host : `${host.replace(/:\d+$/, "")}:${port}`;
  return new URL(`${scheme}://${authority}`).origin + readPrefix(forwarded("Prefix"));
}

function readScheme(text: string): "http" | "https" | undefined {
  const scheme = text.toLowerCase();
  return scheme === "http" || scheme === "https" ? scheme : undefined;
}

/** A host name, an IPv4 address or an IPv6 address in brackets, with or without a port (RFC 3986 section 3.2.2). */
function readHost(text: string): string | undefined {
  if (!/^([\w.-]+|\[[\da-f:.]+\])(:\d{1,5})?$/i.test(text)) return undefined;
  return URL.canParse(`http://${text}`) ? text.toLowerCase() : undefined;
}

function readPort(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port > 0 && port <= 65535 ? port : undefined;
}

/** Path segments of unreserved characters (RFC 3986 section 2.3); empty, or with a slash in front and none at the end. */
function readPrefix(text: string): string {
  const path = text.replace(/^\/(?!\/)/, "").replace(/\/$/, "");
  const segments = path.split("/");
  const isPath = path.length <= 200 && segments.every((segment) => /^(?!\.\.?$)[\w.~-]+$/.test(segment));
  return isPath ? `/${path}` : "";
}
