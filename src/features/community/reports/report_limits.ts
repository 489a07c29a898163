/**
 * Limits how often somebody may report. Reports hide pictures, and anybody may make them: without a limit, one person could hide
 * a whole instance.
 */
import { message } from "../../../core/messages/mod.ts";
import { ApiError } from "../../../core/http/errors.ts";
import type { Account } from "../../../core/http/account.ts";
import { type Counting, RateCounter } from "../../../core/http/rate_counter.ts";
import { hexOf } from "../../../core/hex.ts";

const SECONDS_PER_HOUR = 3600;
/** Accounts can be identified and blocked, so they may report more than an anonymous network. */
const ACCOUNT_FACTOR = 5;

/** Counts reports per network and account, and refuses too many of them. */
export class ReportLimits {
  readonly #ofAddress: RateCounter;
  readonly #ofAccount: RateCounter;
  readonly #isOn: boolean;

  /**
   * @param perHour reports per hour from one anonymous network; 0 for no limit
   */
  constructor(perHour: number, counting: Counting) {
    this.#isOn = perHour > 0;
    const limit = (burst: number) => ({ burst, secondsPerAttempt: SECONDS_PER_HOUR / burst });
    this.#ofAddress = new RateCounter("reports of networks", limit(perHour), counting);
    this.#ofAccount = new RateCounter("reports of accounts", limit(perHour * ACCOUNT_FACTOR), counting);
  }

  /**
   * Counts a report. Administrators have no limit.
   * @param address the network that the report comes from
   * @throws ApiError 429
   */
  take(caller: Account | null, address: string): void {
    if (!this.#isOn || caller?.role === "admin") return;
    const [counter, key] = caller ? [this.#ofAccount, caller.id] as const : [this.#ofAddress, address] as const;
    const retry_after = counter.take(key);
    if (retry_after > 0) throw new ApiError(429, message("community.too_many_reports"), { details: { retry_after } });
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
  return hexOf(new Uint8Array(hash));
}
