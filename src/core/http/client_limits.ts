/** How much one client may ask for: requests, upload sets and bytes. All of it is off until a setting turns it on. */
import type { MiddlewareHandler } from "hono";
import { message } from "../messages/mod.ts";
import type { Settings } from "../settings/mod.ts";
import { clientAddress } from "./client_address.ts";
import type { RequestContext, RequestVariables } from "./context.ts";
import { ApiError } from "./errors.ts";
import { type Counting, RateCounter } from "./rate_counter.ts";

type LimitSettings = Pick<
  Settings,
  | "INFRA_NB_PROXIES"
  | "API_REQUESTS_PER_MINUTE"
  | "API_UPLOAD_SETS_PER_HOUR"
  | "API_UPLOAD_BYTES_PER_DAY"
>;

/** Accounts can be identified and blocked, so they may do more than an anonymous network. */
const ACCOUNT_FACTOR = 5;
const MINUTE = 60, HOUR = 3600, DAY = 24 * HOUR;
/** Routes that make an upload set, or a sequence to upload to in the way of older clients. */
const CREATING = ["/api/upload_sets", "/api/collections"];

/** Limits the requests of one network, whoever sends them; it runs before anything that costs more. */
export function requestLimit(settings: LimitSettings, counting: Counting): MiddlewareHandler<RequestVariables> {
  const counter = counterOf("requests", settings.API_REQUESTS_PER_MINUTE, MINUTE, counting);
  return async function requestLimit(context, next) {
    if (counter) take(counter, clientAddress(context, settings.INFRA_NB_PROXIES), 1);
    await next();
  };
}

/** Bounds uploads of one network or account; it comes after the guard, which finds out who calls. */
export function uploadLimit(settings: LimitSettings, counting: Counting): MiddlewareHandler<RequestVariables> {
  const sets = limitsOf("upload sets", settings.API_UPLOAD_SETS_PER_HOUR, HOUR, counting),
    bytes = limitsOf("uploaded bytes", settings.API_UPLOAD_BYTES_PER_DAY, DAY, counting);
  return async function uploadLimit(context, next) {
    const caller = context.get("caller");
    if ((sets || bytes) && context.req.method !== "GET" && caller?.role !== "admin") {
      const kind = caller ? "account" : "network";
      const key = caller?.id ?? clientAddress(context, settings.INFRA_NB_PROXIES);
      const isCreating = context.req.method === "POST" && CREATING.includes(context.get("route") ?? "");
      if (sets && isCreating) take(sets[kind], key, 1);
      if (bytes && context.req.raw.body) take(bytes[kind], key, announcedLength(context));
    }
    await next();
  };
}

/** @throws ApiError 411 for a body whose length is not announced */
function announcedLength(context: RequestContext): number {
  const length = Number(context.req.header("Content-Length") ?? NaN);
  if (!Number.isSafeInteger(length) || length < 0) throw new ApiError(411, message("http.length_required"));
  return length;
}

/** @throws ApiError 429 with the seconds to wait */
function take(counter: RateCounter, key: string, amount: number): void {
  const seconds = counter.take(key, amount);
  if (seconds > 0) {
    throw new ApiError(429, message("http.too_much", { seconds }), { details: { retry_after: seconds } });
  }
}

function limitsOf(
  name: string,
  limit: number,
  period: number,
  counting: Counting,
): { network: RateCounter; account: RateCounter } | undefined {
  const network = counterOf(`${name} of networks`, limit, period, counting),
    account = counterOf(`${name} of accounts`, limit * ACCOUNT_FACTOR, period, counting);
  return network && account && { network, account };
}

/** Without a limit it is made too: an administrator may set one before another thread starts. */
function counterOf(name: string, limit: number, period: number, counting: Counting): RateCounter | undefined {
  const counter = new RateCounter(name, { burst: limit, secondsPerAttempt: period / limit }, counting);
  return limit > 0 ? counter : undefined;
}
