/**
 * Limits how often somebody may report. Reports hide pictures, and anybody may make them: without a limit, one person could hide
 * a whole instance.
 */
import { message } from "../../../core/messages/mod.ts";
import { ApiError } from "../../../core/http/errors.ts";
import type { Account } from "../../../core/http/account.ts";
import { RateCounter } from "../../../core/http/rate_counter.ts";

const SECONDS_PER_HOUR = 3600;
/** Accounts can be identified and blocked, so they may report more than an anonymous network. */
const ACCOUNT_FACTOR = 5;

/** Counts reports per network and account, and refuses too many of them. */
export class ReportLimits {
  readonly #ofAddress?: RateCounter;
  readonly #ofAccount?: RateCounter;

  /**
   * @param perHour reports per hour from one anonymous network; 0 for no limit
   * @param now milliseconds of a clock that never goes back
   */
  constructor(perHour: number, now?: () => number) {
    if (perHour <= 0) return;
    const limit = (burst: number) => ({ burst, secondsPerAttempt: SECONDS_PER_HOUR / burst });
    this.#ofAddress = new RateCounter(limit(perHour), now);
    this.#ofAccount = new RateCounter(limit(perHour * ACCOUNT_FACTOR), now);
  }

  /**
   * Counts a report. Administrators have no limit.
   * @param address the network that the report comes from
   * @throws ApiError 429
   */
  take(caller: Account | null, address: string): void {
    if (caller?.role === "admin") return;
    const [counter, key] = caller ? [this.#ofAccount, caller.id] as const : [this.#ofAddress, address] as const;
    if (!counter) return;
    const retry_after = counter.waitingTime(key);
    if (retry_after > 0) throw new ApiError(429, message("community.too_many_reports"), { details: { retry_after } });
    counter.take(key);
  }
}

/**
 * Distinguishes anonymous reporters without storing their addresses: HMAC-SHA-256 of the network.
 * @param secretKey of the instance; without one, all anonymous reporters count as the same
 */
export async function reporterKey(address: string, secretKey: Uint8Array<ArrayBuffer> | undefined): Promise<string> {
  if (!secretKey) return "";
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", secretKey, algorithm, false, ["sign"]);
  const hash = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(`reporter of a picture\0${address}`));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
