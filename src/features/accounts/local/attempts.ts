/** Slows down who guesses passwords, without locking out who knows theirs. */
import { createHash } from "node:crypto";
import { ApiError } from "../../../core/http/errors.ts";
import { type Counting, RateCounter } from "../../../core/http/rate_counter.ts";
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

  /** @param name of what logins are for */
  constructor(name: string, counting: Counting) {
    const counter = (key: string, burst: number, secondsPerAttempt: number) =>
      new RateCounter(`${name} by ${key}`, { burst, secondsPerAttempt }, counting);
    this.#ofAddress = counter("address", 30, 20);
    this.#ofLoginAtAddress = counter("login at an address", 10, 60);
    this.#ofLogin = counter("login", 100, 10);
    this.#ofDevice = counter("device", 10, 60);
  }

  /**
   * Notes an attempt before it is made, so that many at once count too.
   * @returns seconds to wait, 0 when the attempt may be made
   */
  take(attempt: Attempt): number {
    const taken = this.#counted(attempt).map(([counter, key]) => ({ counter, key, seconds: counter.take(key) }));
    const wait = Math.max(...taken.map(({ seconds }) => seconds));
    if (wait > 0) { for (const { counter, key, seconds } of taken) if (seconds === 0) counter.giveBack(key); }
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
