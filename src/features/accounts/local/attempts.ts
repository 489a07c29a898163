/** Slows down who guesses passwords, without locking out who knows theirs. */
import { createHash } from "node:crypto";
import { ApiError } from "../../../core/http/errors.ts";
import { RateCounter } from "../../../core/http/rate_counter.ts";
import { message } from "../../../core/messages/mod.ts";

/** Who tries to log in. */
export interface Attempt {
  /** As `loginOfName()` gives it. */
  login: string;
  /** Network of the client. */
  address: string;
  /** Id of a browser in which this login succeeded before (`readKnownDevice()`). */
  device?: string;
}

/**
 * How often somebody may try to log in: from one address, for one account from there, and for one account from everywhere.
 * A browser in which the account was logged in before has a limit of its own instead of these: guesses of others, even
 * those behind the same address, do not lock its user out ("device cookies", OWASP).
 */
export class LoginAttempts {
  readonly #ofAddress: RateCounter;
  readonly #ofLoginAtAddress: RateCounter;
  readonly #ofLogin: RateCounter;
  readonly #ofDevice: RateCounter;

  /** @param now milliseconds of a clock that never goes back */
  constructor(now?: () => number) {
    this.#ofAddress = new RateCounter({ burst: 30, secondsPerAttempt: 20 }, now);
    this.#ofLoginAtAddress = new RateCounter({ burst: 10, secondsPerAttempt: 60 }, now);
    this.#ofLogin = new RateCounter({ burst: 100, secondsPerAttempt: 10 }, now);
    this.#ofDevice = new RateCounter({ burst: 10, secondsPerAttempt: 60 }, now);
  }

  /**
   * Notes an attempt before it is made, so that many at once count too.
   * @returns seconds to wait, 0 when the attempt may be made
   */
  take(attempt: Attempt): number {
    const counted = this.#counted(attempt);
    const wait = Math.max(...counted.map(([counter, key]) => counter.waitingTime(key)));
    if (wait === 0) { for (const [counter, key] of counted) counter.take(key); }
    return wait;
  }

  /** The attempt was right. */
  giveBack(attempt: Attempt): void {
    for (const [counter, key] of this.#counted(attempt)) counter.giveBack(key);
  }

  #counted({ login, address, device }: Attempt): [RateCounter, string][] {
    const name = digestOfLogin(login);
    if (device !== undefined) return [[this.#ofDevice, `${device} ${name}`]];
    return [[this.#ofAddress, address], [this.#ofLoginAtAddress, `${address} ${name}`], [this.#ofLogin, name]];
  }
}

/** Stands for a login in 22 characters, however long what was typed is. */
export function digestOfLogin(login: string): string {
  return createHash("sha256").update(login).digest("base64url").slice(0, 22);
}

/**
 * Makes an attempt if there may be another one; a right one does not count.
 * @throws ApiError 429 with the seconds to wait
 */
export async function guarded<T>(
  attempts: LoginAttempts,
  attempt: Attempt,
  make: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const seconds = attempts.take(attempt);
  if (seconds > 0) {
    throw new ApiError(429, message("accounts.too_many_logins", { seconds }), { details: { retry_after: seconds } });
  }
  const result = await make();
  if (result !== undefined) attempts.giveBack(attempt);
  return result;
}
