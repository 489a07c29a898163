/** Logging in with a name and a password of this instance. */
import { ApiError } from "../../../core/http/errors.ts";
import type { Services } from "../../../core/services.ts";
import type { LoginRow } from "../sessions/session.ts";
import { verifyPassword } from "./argon2.ts";
import type { LoginAttempts } from "./attempts.ts";
import { loginOfName } from "./password_rules.ts";
import { findLocalLogin } from "./queries.ts";

/** Longer ones are nobody's. */
const MOST_CHARACTERS = 1000;

/** What somebody typed, and where. */
export interface Credentials {
  name: string;
  password: string;
  /** Of the client. */
  address: string;
}

/**
 * The account of somebody who knows its password; undefined when name or password are wrong.
 * @throws ApiError 429 with the seconds to wait, 503 when too many log in at once
 */
export async function logIn(
  { sql }: Pick<Services, "sql">,
  attempts: LoginAttempts,
  { name, password, address }: Credentials,
): Promise<LoginRow | undefined> {
  const login = loginOfName(name);
  if (Math.max(login.length, password.length) > MOST_CHARACTERS || login.includes("\0")) return undefined;
  return await guarded(attempts, login, address, async () => {
    const found = await findLocalLogin(sql, login);
    return await verifyPassword(password, found?.password_hash) ? found : undefined;
  });
}

/**
 * Makes an attempt if there may be another one; a right one does not count.
 * @throws ApiError 429 with the seconds to wait
 */
export async function guarded<T>(
  attempts: LoginAttempts,
  login: string,
  address: string,
  attempt: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const wait = attempts.take(login, address);
  if (wait > 0) {
    throw new ApiError(429, `Too many wrong passwords, try again in ${wait} seconds`, {
      details: { retry_after: wait },
    });
  }
  const result = await attempt();
  if (result !== undefined) attempts.giveBack(login, address);
  return result;
}
