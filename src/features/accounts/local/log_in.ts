/** Logging in with a name and a password of this instance. */
import type { RequestContext } from "../../../core/http/context.ts";
import { clientAddress } from "../../../core/http/client_address.ts";
import type { Services } from "../../../core/services.ts";
import { verifyPassword } from "./argon2.ts";
import { type Attempt, guarded, type LoginAttempts } from "./attempts.ts";
import { readKnownDevice, rememberDevice } from "./known_device.ts";
import { loginOfName } from "./password_rules.ts";
import { findLocalLogin, type LocalLogin } from "./queries.ts";

/** Longer ones are nobody's. */
const MOST_CHARACTERS = 1000;

/** What somebody typed. */
export interface Credentials {
  name: string;
  password: string;
}

/**
 * The account of somebody who knows its password; undefined when name or password are wrong. Their browser is known then.
 * @throws ApiError 429 with the seconds to wait, 503 when too many log in at once
 */
export async function logIn(
  context: RequestContext,
  services: Pick<Services, "sql" | "settings" | "secretKey">,
  attempts: LoginAttempts,
  { name, password }: Credentials,
): Promise<LocalLogin | undefined> {
  const login = loginOfName(name);
  if (Math.max(login.length, password.length) > MOST_CHARACTERS || login.includes("\0")) return undefined;
  const row = await guarded(attempts, attemptOf(context, services, login), async () => {
    const found = await findLocalLogin(services.sql, login);
    return await verifyPassword(password, found?.password_hash) ? found : undefined;
  });
  if (row) rememberDevice(context, services, login);
  return row;
}

/** An attempt of the caller to prove who they are. */
export function attemptOf(
  context: RequestContext,
  services: Pick<Services, "settings" | "secretKey">,
  login: string,
): Attempt {
  const address = clientAddress(context, services.settings.INFRA_NB_PROXIES);
  return { login, address, device: readKnownDevice(context, services, login) };
}
